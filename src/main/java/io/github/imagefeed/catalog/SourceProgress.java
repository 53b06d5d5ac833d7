package io.github.imagefeed.catalog;

/** Hears of what happens while images are found, fetched and unpacked. */
public interface SourceProgress {

  /** One line for people about what was decided. */
  void notice(String line);

  /** Bytes downloaded so far; total −1 if unknown. */
  void downloaded(long done, long total);
}
