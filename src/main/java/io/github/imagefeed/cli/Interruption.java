package io.github.imagefeed.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Ctrl-C end a long run in good order: the run is asked to stop, and the program ends when it
 * has, with what it has found. From its making until {@link #close}.
 */
final class Interruption implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Interruption.class);

  /** Removing hundreds of thousands of files takes long on a busy disk. */
  private static final long PATIENCE_SECONDS = 600;

  private final Terminal terminal;
  private final String message;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "imagefeed-stop");
  private volatile boolean requested;

  /**
   * Begins to listen.
   *
   * @param message said when the user has asked for an end
   */
  Interruption(Terminal terminal, String message) {
    this.terminal = terminal;
    this.message = message;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void stop() {
    requested = true;
    terminal.say(message);
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        terminal.say("gave up waiting after " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether to stop. */
  boolean isRequested() {
    return requested;
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the program is ending already, by Ctrl-C", e);
    }
  }
}
