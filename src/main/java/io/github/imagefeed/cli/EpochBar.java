package io.github.imagefeed.cli;

import io.github.imagefeed.training.EpochSoFar;
import java.io.PrintWriter;
import java.util.Locale;

/** The epoch under way, on one line that is redrawn, or on a line now and then. */
final class EpochBar {

  private static final long REDRAW_NANOS = 200_000_000L;
  private static final long LINE_NANOS = 30_000_000_000L;
  private static final int BAR_CELLS = 10;

  /** A line that wraps cannot be erased, so it ends before the narrowest usual terminal does. */
  private static final int WIDTH = 79;

  private static final String ERASE_LINE = "\r\033[K";

  private final PrintWriter err;
  private final boolean interactive;
  private final int epochs;
  private long next;
  private boolean drawn;

  EpochBar(PrintWriter err, boolean interactive, int epochs) {
    this.err = err;
    this.interactive = interactive;
    this.epochs = epochs;
    this.next = System.nanoTime() + (interactive ? REDRAW_NANOS : LINE_NANOS);
  }

  void at(EpochSoFar soFar, long total) {
    long now = System.nanoTime();
    if (now < next) {
      return;
    }
    String line = line(soFar, total);
    if (interactive) {
      err.print(ERASE_LINE + line.substring(0, Math.min(WIDTH, line.length())));
      err.flush();
      drawn = true;
      next = now + REDRAW_NANOS;
    } else {
      err.println(line);
      next = now + LINE_NANOS;
    }
  }

  /** Time left is that of the whole run, at the pace of this epoch. */
  private String line(EpochSoFar soFar, long total) {
    double rate = soFar.images() / soFar.seconds();
    double left = ((double) (epochs - soFar.epoch()) * total + total - soFar.images()) / rate;
    int filled = (int) (BAR_CELLS * soFar.images() / total);
    return String.format(
        Locale.ROOT,
        "epoch %d/%d [%s] %d %% loss %.3f acc %.1f %% %.0f/s wait %.1f %% left %s",
        soFar.epoch(),
        epochs,
        "=".repeat(filled) + " ".repeat(BAR_CELLS - filled),
        100 * soFar.images() / total,
        soFar.loss(),
        100 * soFar.accuracy(),
        rate,
        100 * soFar.waitSeconds() / soFar.seconds(),
        clock(left));
  }

  /** Hours, minutes and seconds: {@code 1:02:03} or {@code 2:03}. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** Takes the line away. */
  void clear() {
    if (drawn) {
      err.print(ERASE_LINE);
      err.flush();
      drawn = false;
    }
  }
}
