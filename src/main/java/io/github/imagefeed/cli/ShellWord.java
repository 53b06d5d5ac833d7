package io.github.imagefeed.cli;

import java.util.regex.Pattern;

/** Texts as they have to be typed in a shell. */
final class ShellWord {

  private static final Pattern PLAIN =
      Pattern.compile("[\\w./:=@%+,-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private ShellWord() {}

  /** The text, in quotes where it needs some. */
  static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
