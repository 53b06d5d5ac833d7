package io.github.imagefeed.cli;

import io.github.imagefeed.measure.Watch;
import java.io.PrintWriter;
import java.util.Locale;

/** One piece of work under way. Silent for the first two seconds. */
final class Progress implements Watch.Task {

  /** What is counted. */
  enum Unit {
    PIECES,
    BYTES
  }

  private static final long SILENT_NANOS = 2_000_000_000L;
  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 10_000_000_000L;
  private static final int BAR_CELLS = 16;

  /** A line that wraps cannot be erased, so it ends before the narrowest usual terminal does. */
  private static final int WIDTH = 79;

  /** An estimate from less than a twentieth of the work is worth nothing. */
  private static final int LEAST_SHARE = 20;

  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter err;
  private final boolean interactive;
  private final String what;
  private final long total;
  private final Unit unit;
  private final long begin = System.nanoTime();
  private long next = begin + SILENT_NANOS;
  private boolean drawn;

  Progress(PrintWriter err, boolean interactive, String what, long total, Unit unit) {
    this.err = err;
    this.interactive = interactive;
    this.what = what;
    this.total = total;
    this.unit = unit;
  }

  @Override
  public void at(long done, String detail) {
    long now = System.nanoTime();
    if (now < next) {
      return;
    }
    String tail = amount(done) + left(done, now - begin) + (detail.isEmpty() ? "" : ", " + detail);
    if (interactive) {
      String line = what + " " + bar(done) + " " + tail;
      err.print(ERASE_LINE + line.substring(0, Math.min(WIDTH, line.length())));
      err.flush();
      drawn = true;
      next = now + REDRAW_NANOS;
    } else {
      err.println(what + ": " + tail);
      next = now + LINE_NANOS;
    }
  }

  private String amount(long done) {
    String share = total > 0 ? String.format(Locale.ROOT, " (%d %%)", 100 * done / total) : "";
    if (unit == Unit.BYTES) {
      return String.format(Locale.ROOT, "%.1f MB%s", done / 1e6, share);
    }
    return String.format(Locale.ROOT, "%,d of %,d%s", done, total, share);
  }

  private String left(long done, long nanos) {
    if (total < done || done * LEAST_SHARE < total) {
      return "";
    }
    double seconds = nanos / 1e9 * (total - done) / done;
    return String.format(Locale.ROOT, ", %.0f s left", seconds);
  }

  private String bar(long done) {
    if (total <= 0) {
      return "";
    }
    int filled = (int) (BAR_CELLS * Math.min(done, total) / total);
    return "[" + "=".repeat(filled) + " ".repeat(BAR_CELLS - filled) + "]";
  }

  @Override
  public void close() {
    if (drawn) {
      err.print(ERASE_LINE);
      err.flush();
      drawn = false;
    }
    next = Long.MAX_VALUE;
  }
}
