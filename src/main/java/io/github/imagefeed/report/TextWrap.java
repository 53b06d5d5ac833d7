package io.github.imagefeed.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks running text into lines for the terminal. */
public final class TextWrap {

  /** Width that every report keeps to, in code points. */
  public static final int WIDTH = 100;

  private TextWrap() {}

  /** The text in lines of at most {@link #WIDTH}; a longer word gets a line of its own. */
  public static String wrap(String text) {
    return String.join("\n", lines(text, WIDTH));
  }

  /** A term and what it means, the text beginning at {@code indent} on every line. */
  static String entry(String term, String text, int indent) {
    String margin = " ".repeat(indent);
    String padding = " ".repeat(Math.max(1, indent - term.codePointCount(0, term.length())));
    return term + padding + String.join("\n" + margin, lines(text, WIDTH - indent));
  }

  private static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.codePoints().count() + 1 + word.codePoints().count() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
