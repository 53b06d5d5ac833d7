package io.github.imagefeed.measure.storage;

/** The person has had enough; what was measured so far is kept. */
final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("stopped");
  }
}
