package io.github.imagefeed.store;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long threads that write stores have waited for the device to take what they wrote, in this
 * process since its start: a counter like those of the JVM, read before and after, of which the
 * difference counts. Thread-safe.
 *
 * <p>Several threads that wait at the same time count each, so that the difference is one writer's
 * own only while no other writes. Forcing beside the writing ({@link EarlyForce}) counts as far as
 * its writer waits for it; the system's own write-back does not count. Where a library writes and
 * forces in one call, as LMDB does when a store is changed, the whole call counts.
 */
public final class DeviceWait {

  /** A call that returns when the device has taken everything. */
  @FunctionalInterface
  public interface Force {
    void run() throws IOException;
  }

  private static final AtomicLong NANOS = new AtomicLong();

  private DeviceWait() {}

  /** Seconds waited so far by all threads; never decreases. */
  public static double seconds() {
    return (double) NANOS.get() / TimeUnit.SECONDS.toNanos(1);
  }

  /** Runs a wait on the calling thread and counts it, also if it fails. Not to be nested. */
  public static void during(Force force) throws IOException {
    long begin = System.nanoTime();
    try {
      force.run();
    } finally {
      NANOS.addAndGet(System.nanoTime() - begin);
    }
  }
}
