package io.github.imagefeed.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Forces a growing file to the device from a thread of its own while more is written, so that the
 * last force, which the writer still owes, finds little to do. To be used by one thread.
 */
public final class EarlyForce {

  /** From 8 to 64 MiB a plain copy took alike; larger steps mean fewer commits of the journal. */
  private static final long STEP_BYTES = 32 << 20;

  private final FileChannel channel;
  private final Executor thread = SideThreads.start("imagefeed-force");
  private CompletableFuture<Void> force = CompletableFuture.completedFuture(null);
  private long unforced;

  /** Starts for a channel, which stays the caller's. */
  public EarlyForce(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Tells that bytes were written.
   *
   * @throws IOException if forcing what was written before failed
   */
  public void wrote(long bytes) throws IOException {
    unforced += bytes;
    if (unforced >= STEP_BYTES && force.isDone()) {
      await();
      unforced = 0;
      force = CompletableFuture.runAsync(this::force, thread);
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until no force is under way; {@link DeviceWait} counts that.
   *
   * @throws IOException if one failed: the system tells of a failure once only, so the last force
   *     may succeed
   */
  public void await() throws IOException {
    try {
      DeviceWait.during(() -> force.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      throw e;
    }
  }
}
