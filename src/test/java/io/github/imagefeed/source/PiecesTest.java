package io.github.imagefeed.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class PiecesTest {

  @Test
  void findsThePieceAmongEmptyOnes() {
    Pieces pieces = new Pieces(new int[] {0, 3, 0, 0, 1, 0});
    assertEquals(4, pieces.size());
    assertEquals(1, pieces.pieceOf(0));
    assertEquals(1, pieces.pieceOf(2));
    assertEquals(4, pieces.pieceOf(3));
    assertEquals(3, pieces.start(4));
    assertThrows(IndexOutOfBoundsException.class, () -> pieces.pieceOf(4));
    assertThrows(IndexOutOfBoundsException.class, () -> pieces.pieceOf(-1));
  }

  @Test
  void mayBeEmpty() {
    Pieces pieces = new Pieces(new int[0]);
    assertEquals(0, pieces.size());
    assertThrows(IndexOutOfBoundsException.class, () -> pieces.pieceOf(0));
  }

  @Test
  void refusesMoreThanAnIntCounts() {
    int[] sizes = {Integer.MAX_VALUE, 1};
    assertThrows(ArithmeticException.class, () -> new Pieces(sizes));
  }
}
