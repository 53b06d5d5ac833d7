package io.github.imagefeed.dataset;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** The events of loading; see {@link LoadTrace}. The recorder reads their fields. */
final class LoadEvents {

  /** Never begun: they only know whether somebody records. */
  private static final BatchLoad LOADS = new BatchLoad();

  private static final BatchRead READS = new BatchRead();
  private static final BatchConvert CONVERTS = new BatchConvert();
  private static final BatchWait WAITS = new BatchWait();

  private LoadEvents() {}

  /** Whether a load or a stage of it is recorded: each can be chosen alone. */
  static boolean areLoadsRecorded() {
    return LOADS.isEnabled() || READS.isEnabled() || CONVERTS.isEnabled();
  }

  static boolean areWaitsRecorded() {
    return WAITS.isEnabled();
  }

  static LoadTrace.Wait begunWait() {
    BatchWait wait = new BatchWait();
    wait.begin();
    return wait;
  }

  /** A batch and its two stages, one after the other. */
  static final class Stages implements LoadTrace.Load {
    private final BatchLoad load = new BatchLoad();
    private final BatchRead read = new BatchRead();
    private final BatchConvert convert = new BatchConvert();

    Stages() {
      load.begin();
      read.begin();
    }

    @Override
    public void hasRead() {
      read.end();
      convert.begin();
    }

    @Override
    public void done(int images, long bytes) {
      convert.end();
      load.end();
      read.images = images;
      read.bytes = bytes;
      read.commit();
      convert.images = images;
      convert.commit();
      load.images = images;
      load.bytes = bytes;
      load.commit();
    }
  }

  @Name("imagefeed.BatchLoad")
  @Label("Batch Load")
  @Description("A batch from the store to arrays, on the thread that loads it")
  @Category({"imagefeed", "Loading"})
  @StackTrace(false)
  static final class BatchLoad extends Event {
    @Label("Images")
    int images;

    @Label("Bytes of Pixels")
    @DataAmount
    long bytes;
  }

  @Name("imagefeed.BatchRead")
  @Label("Batch Read")
  @Description("Of a batch's load: the store's part, with decoding")
  @Category({"imagefeed", "Loading"})
  @StackTrace(false)
  static final class BatchRead extends Event {
    @Label("Images")
    int images;

    @Label("Bytes of Pixels")
    @DataAmount
    long bytes;
  }

  @Name("imagefeed.BatchConvert")
  @Label("Batch Convert")
  @Description("Of a batch's load: augmentation, and bytes to arrays of floats")
  @Category({"imagefeed", "Loading"})
  @StackTrace(false)
  static final class BatchConvert extends Event {
    @Label("Images")
    int images;
  }

  @Name("imagefeed.BatchWait")
  @Label("Batch Wait")
  @Description("From asking for a batch to having it, on the thread that asks")
  @Category({"imagefeed", "Loading"})
  @StackTrace(false)
  static final class BatchWait extends Event implements LoadTrace.Wait {
    @Label("Images")
    int images;

    @Override
    public void done(int count) {
      end();
      images = count;
      commit();
    }
  }
}
