package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private final TextTable table =
      new TextTable(
          List.of(TextTable.left("name"), TextTable.right("size\nMB"), TextTable.left("note")));

  @Test
  void alignsByCodePoints() {
    table.row(List.of("\uD83D\uDE00é", "1", "a"));
    table.row(List.of("plain", "1,234", ""));
    String expected =
        """
                size
        name      MB  note
        ------------------
        \uD83D\uDE00é         1  a
        plain  1,234""";
    assertEquals(expected, table.render());
    assertEquals(18, table.width());
  }

  @Test
  void leavesOutColumnsWithoutAnyValue() {
    table.row(List.of("a", "–", "x"));
    table.row(List.of("b", "–", "–"));
    assertEquals(
        "name  note\n----------\na     x\nb     –", table.withoutMissingColumns().render());
  }

  @Test
  void refusesRowsThatDoNotFit() {
    assertEquals(
        "row has 1 cells, expected 3: [a]",
        assertThrows(IllegalArgumentException.class, () -> table.row(List.of("a"))).getMessage());
    assertThrows(IllegalArgumentException.class, () -> table.row(List.of("a\nb", "1", "")));
  }

  @Test
  void wrapsBetweenWords() {
    String word = "x".repeat(60);
    assertEquals(word + "\n" + word + " y", TextWrap.wrap(word + "  " + word + "\ny"));
  }
}
