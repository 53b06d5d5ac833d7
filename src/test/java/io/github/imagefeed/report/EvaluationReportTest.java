package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.ConfusionMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EvaluationReportTest {

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a class with a long name " + i).toList();
  }

  /** Each class right but for some images of the second, taken for all others. */
  private static ConfusionMatrix matrix(int classes, long right) {
    long[][] counts = new long[classes][classes];
    for (int label = 0; label < classes; label++) {
      counts[label][label] = right;
      counts[1][label] += label + 1;
    }
    return new ConfusionMatrix(names(classes), counts);
  }

  @Test
  void showsAllOfAFewClasses() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(
            List.of("cat", "größe, \"x\"", "newt"),
            new long[][] {{1_080, 120, 0}, {0, 30, 0}, {3, 2, 0}});
    String expected =
        """
        accuracy 89.9 %: 1,110 of 1,235 images right; 95 % interval 88.1 to 91.4 %

                    precision  recall    F1
        class               %       %     %  images
        -------------------------------------------
        cat              99.7    90.0  94.6   1,200
        größe, "x"       19.7   100.0  33.0      30
        newt                –     0.0   0.0       5

        images by what they are (rows) and what they were taken for (columns)

                          0    1  2
        ---------------------------
        0  cat         1080  120  ·
        1  größe, "x"     ·   30  ·
        2  newt           3    2  ·""";
    assertEquals(expected, EvaluationReport.render(matrix));
  }

  @Test
  void keepsTenClassesWithinTheTerminal() {
    String text = EvaluationReport.render(matrix(10, 999_000));
    assertTrue(text.contains("taken for (columns)"), text);
    assertTrue(text.contains("a class with a …"), text);
    assertNarrow(text);
  }

  @Test
  void showsTheMostFrequentConfusionsOfMany() {
    String text = EvaluationReport.render(matrix(21, 5));
    assertFalse(text.contains("(columns)"), text);
    assertTrue(text.contains("21 classes"), text);
    assertTrue(text.contains("10 most frequent of 20 confusions"), text);
    List<String> lines = text.lines().toList();
    List<String> last = lines.subList(lines.size() - 10, lines.size());
    assertEquals(
        "    21       8.9  a class with a long name 1  a class with a long name 20", last.get(0));
    assertTrue(last.get(9).strip().startsWith("12 "), last.get(9));
    assertNarrow(text);
  }

  @Test
  void showsAMatrixWhereItFits() {
    String twenty = EvaluationReport.render(matrix(20, 5));
    assertTrue(twenty.contains("(columns)"), twenty);
    assertNarrow(twenty);
    String wide = EvaluationReport.render(matrix(20, 5_000_000));
    assertTrue(wide.contains("A matrix of 20 classes is too wide"), wide);
    assertNarrow(wide);
  }

  @Test
  void saysWhenNothingIsConfused() {
    long[][] counts = new long[30][30];
    counts[2][2] = 1;
    String text = EvaluationReport.render(new ConfusionMatrix(names(30), counts));
    assertTrue(
        text.startsWith("accuracy 100.0 %: 1 of 1 image right; 95 % interval 20.7 to"), text);
    assertTrue(text.endsWith("no image was taken for another class."), text);
    assertThrows(
        IllegalArgumentException.class,
        () -> EvaluationReport.render(new ConfusionMatrix(names(2), new long[2][2])));
  }

  private static void assertNarrow(String text) {
    text.lines().forEach(line -> assertTrue(line.codePointCount(0, line.length()) <= 100, line));
  }
}
