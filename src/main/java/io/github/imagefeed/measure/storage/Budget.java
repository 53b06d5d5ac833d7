package io.github.imagefeed.measure.storage;

import java.util.function.BooleanSupplier;

/** Time that may be spent, and whether to go on at all. */
final class Budget {

  private static final double NANOS = 1e9;

  private final long end;
  private final BooleanSupplier stopped;

  private Budget(long end, BooleanSupplier stopped) {
    this.end = end;
    this.stopped = stopped;
  }

  /**
   * Starts the clock.
   *
   * @param stopped whether the person has asked to stop; asked often, so it must be quick
   */
  static Budget of(double seconds, BooleanSupplier stopped) {
    return new Budget(System.nanoTime() + (long) (seconds * NANOS), stopped);
  }

  /** A part of what is left; what it does not use goes to those that come after it. */
  Budget share(double share) {
    return new Budget(System.nanoTime() + (long) (share * secondsLeft() * NANOS), stopped);
  }

  /** Seconds left, 0 or more. */
  double secondsLeft() {
    return Math.max(0, (end - System.nanoTime()) / NANOS);
  }

  /** Ends the experiment if the person has asked for it. */
  void requireGoingOn() throws StoppedException {
    if (stopped.getAsBoolean()) {
      throw new StoppedException();
    }
  }
}
