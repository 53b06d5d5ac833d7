package io.github.imagefeed.report;

import io.github.imagefeed.result.ConfusionMatrix;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How well each class is recognised, a row a class. */
final class ClassTable {

  private ClassTable() {}

  /** Shares of nothing are missing: the precision of a class that was never predicted. */
  static String render(ConfusionMatrix matrix) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("class"),
                TextTable.right("precision\n%"),
                TextTable.right("recall\n%"),
                TextTable.right("F1\n%"),
                TextTable.right("images")));
    for (int label = 0; label < matrix.classes().size(); label++) {
      table.row(
          List.of(
              matrix.classes().get(label),
              cell(matrix.precision(label)),
              cell(matrix.recall(label)),
              cell(matrix.f1(label)),
              Figures.count(matrix.support(label))));
    }
    return table.render();
  }

  private static String cell(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : TextTable.MISSING;
  }

  /** One decimal whatever the size, so that a column of shares reads as one. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
