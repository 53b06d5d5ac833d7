package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.RegionWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Labels and checksums of the batch that is being written, and the gaps around them. */
final class BatchTail {

  private static final int MOST_PADDING = 64;

  private final Path path;
  private final FileChannel channel;
  private final ArrowPlan plan;
  private final ByteBuffer labels;
  private final ByteBuffer checksums;
  private int batch;

  /** What was handed to the system of each, in bytes. */
  private int flushed;

  BatchTail(Path path, FileChannel channel, ArrowPlan plan) {
    this.path = path;
    this.channel = channel;
    this.plan = plan;
    this.labels = integers(plan);
    this.checksums = integers(plan);
  }

  private static ByteBuffer integers(ArrowPlan plan) {
    int bytes = plan.batchImages() * Integer.BYTES + MOST_PADDING;
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  void start(int batch) {
    this.batch = batch;
    labels.clear();
    checksums.clear();
    flushed = 0;
  }

  void put(int label, int checksum) {
    labels.putInt(label);
    checksums.putInt(checksum);
  }

  /** Hands what is new to the operating system. */
  void flush() throws IOException {
    int end = labels.position();
    write(labels, flushed, end, plan.labelsAt(batch) + flushed);
    write(checksums, flushed, end, plan.checksumsAt(batch) + flushed);
    flushed = end;
  }

  /** The same, and zeros in the gaps: whatever was left there by a writer that was stopped. */
  void finish() throws IOException {
    long pixelsEnd = plan.bodyAt(batch) + (long) plan.images(batch) * plan.shape().bytes();
    int gap = (int) (plan.labelsAt(batch) - pixelsEnd);
    RegionWriter.write(path, channel, ByteBuffer.allocate(gap), pixelsEnd);
    pad(labels, plan.checksumsAt(batch) - plan.labelsAt(batch));
    pad(checksums, plan.bodyEnd(batch) - plan.checksumsAt(batch));
    flush();
  }

  private static void pad(ByteBuffer integers, long bytes) {
    while (integers.position() < bytes) {
      integers.putInt(0);
    }
  }

  private void write(ByteBuffer from, int begin, int end, long at) throws IOException {
    RegionWriter.write(path, channel, from.duplicate().position(begin).limit(end), at);
  }
}
