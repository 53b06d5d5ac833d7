package io.github.imagefeed.training;

/**
 * What training does, as events of the JDK's Flight Recorder. While nothing records, nothing is
 * made; where the Java runtime has no recorder, the classes of its events are never touched.
 */
final class TrainingTrace {

  private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private static final Step NO_STEP = (soFar, images, loss, waitNanos) -> {};
  private static final Test NO_TEST = (epoch, images, accuracy) -> {};
  private static final Write NO_WRITE = (soFar, bytes) -> {};

  private TrainingTrace() {}

  /** A step whose batch is there; one that fails is left out, as are tests and checkpoints. */
  interface Step {

    /**
     * The step is over.
     *
     * @param soFar with this step
     * @param loss of this step
     * @param waitNanos from asking for its batch to having it
     */
    void done(EpochSoFar soFar, int images, double loss, long waitNanos);
  }

  /** A pass over the test images. */
  interface Test {

    /** The test after an epoch is over. */
    void done(int epoch, long images, double accuracy);
  }

  /** A checkpoint on its way to disk. */
  interface Write {

    /** The checkpoint is complete. */
    void done(EpochSoFar soFar, long bytes);
  }

  /** Called when a step begins. */
  static Step begunStep() {
    return POSSIBLE && TrainingEvents.areStepsRecorded() ? TrainingEvents.begunStep() : NO_STEP;
  }

  /** Called when a test begins. */
  static Test begunTest() {
    return POSSIBLE && TrainingEvents.areTestsRecorded() ? TrainingEvents.begunTest() : NO_TEST;
  }

  /** Called when writing a checkpoint begins. */
  static Write begunWrite() {
    return POSSIBLE && TrainingEvents.areWritesRecorded() ? TrainingEvents.begunWrite() : NO_WRITE;
  }
}
