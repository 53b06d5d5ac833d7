package io.github.imagefeed.cli;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import io.github.imagefeed.catalog.SourceProgress;
import io.github.imagefeed.measure.Watch;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages and progress on standard error: a bar that is redrawn where a person looks at it, and a
 * plain line now and then where it goes to a file.
 */
final class Terminal implements Watch, SourceProgress {

  private static final Logger LOG = LoggerFactory.getLogger(Terminal.class);
  private static final int STANDARD_ERROR = 2;

  private final PrintWriter err;
  private final boolean interactive;
  private Progress download;

  Terminal(PrintWriter err) {
    this(err, isTerminal());
  }

  Terminal(PrintWriter err, boolean interactive) {
    this.err = err;
    this.interactive = interactive;
  }

  /** Java knows of standard input and output only, so the C library is asked. */
  private static boolean isTerminal() {
    String library = Platform.isWindows() ? "msvcrt" : "c";
    String name = Platform.isWindows() ? "_isatty" : "isatty";
    try {
      return Function.getFunction(library, name).invokeInt(new Object[] {STANDARD_ERROR}) != 0;
    } catch (LinkageError e) {
      LOG.debug("cannot ask the C library for a terminal, progress will be plain lines", e);
      return false;
    }
  }

  @Override
  public void say(String line) {
    err.println(line);
  }

  @Override
  public void notice(String line) {
    err.println("imagefeed: " + line);
  }

  @Override
  public Task begin(String what, long total) {
    return new Progress(err, interactive, what, total, Progress.Unit.PIECES);
  }

  /** For a training run of so many epochs. */
  EpochBar epochBar(int epochs) {
    return new EpochBar(err, interactive, epochs);
  }

  @Override
  public void downloaded(long done, long total) {
    if (download == null) {
      download = new Progress(err, interactive, "downloading", total, Progress.Unit.BYTES);
    }
    download.at(done, "");
    if (done == total) {
      download.close();
    }
  }
}
