package io.github.imagefeed.cli;

import io.github.imagefeed.report.Figures;

/** Units of sizes that reach beyond what anybody has: others of this program end at MB. */
enum AdviseUnit {
  MB(1),
  GB(1e3),
  TB(1e6);

  /** More digits than seven before the point are counted, not read. */
  private static final double LIMIT = 1e7;

  private final double megabytes;

  AdviseUnit(double megabytes) {
    this.megabytes = megabytes;
  }

  /** The smallest in which that many bytes have at most seven digits, or TB. */
  static AdviseUnit of(double bytes) {
    for (AdviseUnit unit : values()) {
      // Above that the one decimal that is kept rounds up to an eighth digit.
      if (bytes / 1e6 / unit.megabytes < LIMIT - 0.05) {
        return unit;
      }
    }
    return TB;
  }

  /** Without the unit: {@code 471,859.2}. */
  String number(double bytes) {
    return Figures.megabytes(bytes / megabytes);
  }

  /** In its own unit, and with it: {@code 471,859.2 GB}. */
  static String text(double bytes) {
    AdviseUnit unit = of(bytes);
    return unit.number(bytes) + " " + unit;
  }
}
