package io.github.imagefeed.export;

/** Hears how far an export is. */
@FunctionalInterface
public interface ExportProgress {

  /** So many images are written, of all that are given. */
  void at(long done);
}
