package io.github.imagefeed.training;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events of training; see {@link TrainingTrace}. The recorder reads their fields. */
final class TrainingEvents {

  /** Never begun: they only know whether somebody records. */
  private static final TrainStep STEPS = new TrainStep();

  private static final TestPass TESTS = new TestPass();
  private static final CheckpointWrite WRITES = new CheckpointWrite();

  private TrainingEvents() {}

  static boolean areStepsRecorded() {
    return STEPS.isEnabled();
  }

  static boolean areTestsRecorded() {
    return TESTS.isEnabled();
  }

  static boolean areWritesRecorded() {
    return WRITES.isEnabled();
  }

  static TrainingTrace.Step begunStep() {
    TrainStep step = new TrainStep();
    step.begin();
    return step;
  }

  static TrainingTrace.Test begunTest() {
    TestPass test = new TestPass();
    test.begin();
    return test;
  }

  static TrainingTrace.Write begunWrite() {
    CheckpointWrite write = new CheckpointWrite();
    write.begin();
    return write;
  }

  @Name("imagefeed.TrainStep")
  @Label("Training Step")
  @Description("Learning one batch, from having it; how long it was waited for stands beside")
  @Category({"imagefeed", "Training"})
  @StackTrace(false)
  static final class TrainStep extends Event implements TrainingTrace.Step {
    @Label("Epoch")
    @Description("From 1")
    int epoch;

    @Label("Batch")
    @Description("Of the epoch, from 1")
    int batch;

    @Label("Images")
    int images;

    @Label("Loss")
    double loss;

    @Label("Wait for the Batch")
    @Timespan(Timespan.NANOSECONDS)
    long waited;

    @Override
    public void done(EpochSoFar soFar, int count, double meanLoss, long waitNanos) {
      end();
      epoch = soFar.epoch();
      batch = soFar.batches();
      images = count;
      loss = meanLoss;
      waited = waitNanos;
      commit();
    }
  }

  @Name("imagefeed.Test")
  @Label("Test")
  @Description("A pass over the test images after an epoch")
  @Category({"imagefeed", "Training"})
  @StackTrace(false)
  static final class TestPass extends Event implements TrainingTrace.Test {
    @Label("Epoch")
    @Description("From 1")
    int epoch;

    @Label("Images")
    long images;

    @Label("Accuracy")
    @Percentage
    double accuracy;

    @Override
    public void done(int afterEpoch, long count, double share) {
      end();
      epoch = afterEpoch;
      images = count;
      accuracy = share;
      commit();
    }
  }

  @Name("imagefeed.CheckpointWrite")
  @Label("Checkpoint Write")
  @Description("Writing a checkpoint, until it is complete on disk")
  @Category({"imagefeed", "Training"})
  @StackTrace(false)
  static final class CheckpointWrite extends Event implements TrainingTrace.Write {
    @Label("Epoch")
    @Description("From 1")
    int epoch;

    @Label("Batches")
    @Description("Learned of the epoch")
    int batches;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Override
    public void done(EpochSoFar soFar, long size) {
      end();
      epoch = soFar.epoch();
      batches = soFar.batches();
      bytes = size;
      commit();
    }
  }
}
