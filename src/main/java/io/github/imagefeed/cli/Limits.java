package io.github.imagefeed.cli;

/** Options that are numbers or absent; picocli leaves an absent one {@code null}. */
final class Limits {

  private Limits() {}

  /** The limit, or no limit. */
  static int of(Integer option) {
    if (option == null) {
      return Integer.MAX_VALUE;
    }
    if (option < 1) {
      throw new IllegalArgumentException("--limit is " + option + ", expected at least 1");
    }
    return option;
  }
}
