package io.github.imagefeed.report;

import io.github.imagefeed.result.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was taken for what: a matrix where it can be taken in and fits the terminal, else the most
 * frequent confusions.
 */
final class ConfusionTable {

  /** More classes than this make a matrix in which nobody finds anything. */
  private static final int MOST_CLASSES = 20;

  private static final int MOST_CONFUSIONS = 10;

  /** Of a name beside its row; all of it stands in the table of classes. */
  private static final int NAME_WIDTH = 16;

  /** A zero, so that the eye falls on the others. */
  private static final String NONE = "·";

  /** Images of one class that were taken for another. */
  private record Confusion(int label, int predicted, long images) {}

  private ConfusionTable() {}

  static String render(ConfusionMatrix matrix) {
    int classes = matrix.classes().size();
    if (classes <= MOST_CLASSES) {
      TextTable table = matrix(matrix);
      if (table.width() <= TextWrap.WIDTH) {
        return "images by what they are (rows) and what they were taken for (columns)\n\n"
            + table.render();
      }
    }
    return confusions(matrix);
  }

  private static TextTable matrix(ConfusionMatrix matrix) {
    int classes = matrix.classes().size();
    List<TextTable.Column> columns = new ArrayList<>();
    columns.add(TextTable.right(""));
    columns.add(TextTable.left(""));
    for (int predicted = 0; predicted < classes; predicted++) {
      columns.add(TextTable.right(Integer.toString(predicted)));
    }
    TextTable table = new TextTable(columns);
    for (int label = 0; label < classes; label++) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(label));
      row.add(shortened(matrix.classes().get(label)));
      for (int predicted = 0; predicted < classes; predicted++) {
        long count = matrix.count(label, predicted);
        row.add(count == 0 ? NONE : Long.toString(count)); // commas would cost columns
      }
      table.row(row);
    }
    return table;
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= NAME_WIDTH
        ? name
        : name.substring(0, name.offsetByCodePoints(0, NAME_WIDTH - 1)) + "…";
  }

  private static String confusions(ConfusionMatrix matrix) {
    List<Confusion> all = new ArrayList<>();
    for (int label = 0; label < matrix.classes().size(); label++) {
      for (int predicted = 0; predicted < matrix.classes().size(); predicted++) {
        long images = matrix.count(label, predicted);
        if (label != predicted && images > 0) {
          all.add(new Confusion(label, predicted, images));
        }
      }
    }
    String why =
        "A matrix of " + Figures.count(matrix.classes().size()) + " classes is too wide for here; ";
    if (all.isEmpty()) {
      return TextWrap.wrap(why + "no image was taken for another class.");
    }
    all.sort(Comparator.comparingLong(Confusion::images).reversed());
    int shown = Math.min(MOST_CONFUSIONS, all.size());
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("images"),
                TextTable.right("% of its\nclass"),
                TextTable.left("are"),
                TextTable.left("taken for")));
    for (Confusion confusion : all.subList(0, shown)) {
      long support = matrix.support(confusion.label());
      table.row(
          List.of(
              Figures.count(confusion.images()),
              ClassTable.percent((double) confusion.images() / support),
              matrix.classes().get(confusion.label()),
              matrix.classes().get(confusion.predicted())));
    }
    String which =
        shown < all.size()
            ? "the " + shown + " most frequent of " + Figures.count(all.size()) + " confusions:"
            : "all its confusions:";
    return TextWrap.wrap(why + which) + "\n\n" + table.render();
  }
}
