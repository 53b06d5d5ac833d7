package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SelectionTest {

  private static final ImageSource SOURCE = new SyntheticSource(8, 8, 50, 10, 1);

  private static List<String> visited(Selection selection) {
    List<String> visited = new ArrayList<>();
    selection.<RuntimeException>forEach(
        SOURCE, 0, (split, index) -> visited.add(split + " " + index));
    return visited;
  }

  @Test
  void takesAllSplitsOneAfterAnother() {
    List<String> all =
        visited(Selection.of(SOURCE, List.of(Split.TRAIN, Split.TEST), Integer.MAX_VALUE));
    assertEquals(60, all.size());
    assertEquals("TRAIN 0", all.get(0));
    assertEquals("TRAIN 49", all.get(49));
    assertEquals("TEST 0", all.get(50));
    assertEquals("TEST 9", all.get(59));
  }

  @Test
  void takesFewerAtEvenDistances() {
    assertEquals(
        List.of("TRAIN 0", "TRAIN 10", "TRAIN 20", "TRAIN 30", "TRAIN 40"),
        visited(Selection.of(SOURCE, List.of(Split.TRAIN), 5)));
  }

  @Test
  void takesEachImageOnceWhateverTheLimit() {
    for (int limit = 1; limit <= 60; limit++) {
      List<String> some = visited(Selection.of(SOURCE, List.of(Split.TRAIN, Split.TEST), limit));
      assertEquals(limit, some.stream().distinct().count());
    }
  }

  @Test
  void refusesNothing() {
    assertThrows(
        IllegalArgumentException.class, () -> Selection.of(SOURCE, List.of(Split.TRAIN), 0));
    ImageSource untested = new SyntheticSource(8, 8, 5, 0, 1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Selection.of(untested, List.of(Split.TEST), 5));
    assertTrue(e.getMessage().contains("has no test images"), e.getMessage());
  }
}
