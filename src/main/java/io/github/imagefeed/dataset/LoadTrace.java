package io.github.imagefeed.dataset;

/**
 * What loading does, as events of the JDK's Flight Recorder. While nothing records, nothing is
 * made; where the Java runtime has no recorder, the classes of its events are never touched.
 */
final class LoadTrace {

  private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private static final Load NO_LOAD =
      new Load() {
        @Override
        public void hasRead() {}

        @Override
        public void done(int images, long bytes) {}
      };

  private static final Wait NO_WAIT = images -> {};

  private LoadTrace() {}

  /** A batch that is being loaded; one that fails is left out by not calling {@link #done}. */
  interface Load {

    /** The store has given its images; what follows makes arrays of them. */
    void hasRead();

    /** The arrays are there. */
    void done(int images, long bytes);
  }

  /** A consumer that waits for a batch. */
  interface Wait {

    /** The batch is there. */
    void done(int images);
  }

  /** Called when loading begins, on the thread that loads. */
  static Load begunLoad() {
    return POSSIBLE && LoadEvents.areLoadsRecorded() ? new LoadEvents.Stages() : NO_LOAD;
  }

  /** Called when a batch is asked for, on the thread that asks. */
  static Wait begunWait() {
    return POSSIBLE && LoadEvents.areWaitsRecorded() ? LoadEvents.begunWait() : NO_WAIT;
  }
}
