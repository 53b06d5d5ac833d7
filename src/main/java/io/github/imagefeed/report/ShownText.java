package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts from outside, names of classes and files among them, as a page shows them: characters that
 * cannot be seen become U+FFFD. XML has no place for most of them, and those that turn the
 * direction of writing make a name look like another.
 */
public final class ShownText {

  private static final int REPLACEMENT = 0xFFFD;

  private ShownText() {}

  /** The run with all of its texts so. */
  public static RunResult of(RunResult result) {
    RunInfo run = result.run();
    return new RunResult(
        new RunInfo(
            of(run.command()),
            of(run.started()),
            of(run.dataset()),
            of(run.machine()),
            of(run.versions()),
            of(run.options())),
        result.measurements().stream().map(ShownText::of).toList(),
        result.notes().stream().map(ShownText::of).toList());
  }

  private static Measurement of(Measurement m) {
    List<Double> samples = m.samples();
    return new Measurement(
        of(m.name()), of(m.format()), of(m.order()), of(m.settings()), of(m.unit()), samples);
  }

  private static Map<String, String> of(Map<String, String> texts) {
    Map<String, String> shown = new LinkedHashMap<>();
    texts.forEach((name, value) -> shown.put(of(name), of(value)));
    return shown;
  }

  /** The text itself where all of it can be seen. */
  static String of(String text) {
    if (text.codePoints().allMatch(ShownText::isSeen)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints().forEach(c -> shown.appendCodePoint(isSeen(c) ? c : REPLACEMENT));
    return shown.toString();
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c == '\n' || c == '\t';
      // The joiners of Indic scripts and of emoji.
      case Character.FORMAT -> c == 0x200C || c == 0x200D;
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
