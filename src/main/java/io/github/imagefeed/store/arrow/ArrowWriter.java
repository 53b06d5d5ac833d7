package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.EarlyForce;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.RegionWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Streams record batch after record batch to its place, then puts header and footer around them.
 */
final class ArrowWriter implements ImageStoreWriter {

  /** One write call for hundreds of small images; more gains nothing. */
  private static final int BUFFER_BYTES = 1 << 20;

  /** After so many bytes of pixels their labels are handed to the system, too: as often as they. */
  private static final long SAFE_BYTES = BUFFER_BYTES;

  private final Path path;
  private final FileChannel channel;
  private final ArrowPlan plan;
  private final RegionWriter images;
  private final BatchTail tail;
  private final EarlyForce force;
  private int count;
  private long unwritten;

  private ArrowWriter(Path path, FileChannel channel, ArrowPlan plan) {
    this.path = path;
    this.channel = channel;
    this.plan = plan;
    this.images = new RegionWriter(path, channel, plan.bodyAt(0), BUFFER_BYTES);
    this.tail = new BatchTail(path, channel, plan);
    this.force = new EarlyForce(channel);
  }

  /** Starts a file where none exists; if this fails, none does afterwards either. */
  static ArrowWriter create(Path path, ArrowPlan plan) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      ArrowWriter writer = new ArrowWriter(path, channel, plan);
      writer.markUnfinished();
      return writer;
    } catch (IOException | RuntimeException e) {
      try (channel) {
        Files.delete(path);
        throw e;
      }
    }
  }

  /** Goes on behind the images that have their checksums. */
  static ArrowWriter resume(Path path, StoreSpec spec, ArrowPlan plan, KeptImages kept)
      throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      // Header and footer may be there already, if the stop was late.
      ArrowWriter writer = new ArrowWriter(path, channel, plan);
      writer.markUnfinished();
      channel.truncate(plan.footerAt());
      new ArrowRemains(channel, plan, spec)
          .keep(
              (pixels, label, checksum) -> {
                kept.keep(pixels, label, checksum);
                writer.countOne(label, checksum);
              });
      if (writer.count < plan.count()) {
        writer.images.moveTo(plan.imageAt(writer.count));
      }
      return writer;
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /** With zeros where the header will be. */
  private void markUnfinished() throws IOException {
    RegionWriter.write(path, channel, ByteBuffer.allocate(plan.headerBytes()), 0);
  }

  /**
   * Adds all images of another file of the same shape.
   *
   * @param path of the channel, for messages
   */
  void appendAll(Path path, FileChannel other, ArrowContents contents) throws IOException {
    BatchTable table = contents.batches();
    int imageBytes = plan.shape().bytes();
    MappedBytes bytes =
        MappedBytes.map(other, Math.max(Integer.BYTES, imageBytes), ArrowStore.WINDOW_SHIFT);
    int[] labels = table.readLabels(bytes);
    StoredLabels.requireClasses(path, labels, contents.manifest().classes());
    int[] checksums = table.readChecksums(bytes); // as they are: a damaged image stays one
    while (count < labels.length) {
      startBatch();
      int here = Math.min(leftIn(plan.batchImages()), leftIn(table.batchImages()));
      int run = Math.min(here, labels.length - count);
      long runBytes = (long) run * imageBytes;
      images.transfer(other, table.imageAt(count, imageBytes), runBytes);
      force.wrote(runBytes);
      for (int i = 0; i < run; i++) {
        countOne(labels[count], checksums[count]);
      }
    }
  }

  /** Images from the next one on to the end of its batch, where batches have so many. */
  private int leftIn(int batchImages) {
    return batchImages - count % batchImages;
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    startBatch();
    images.put(pixels);
    force.wrote(pixels.length);
    unwritten += pixels.length;
    countOne(label, checksum);
    if (unwritten >= SAFE_BYTES) { // if the program is killed, images without labels are lost
      tail.flush();
      unwritten = 0;
    }
  }

  /** Where the next image is the first of its batch. */
  private void startBatch() throws IOException {
    if (count % plan.batchImages() == 0) {
      images.moveTo(plan.imageAt(count));
    }
  }

  /** All of an image but its pixels, and of its batch if it is the first or the last of it. */
  private void countOne(int label, int checksum) throws IOException {
    int batch = count / plan.batchImages();
    if (count % plan.batchImages() == 0) {
      RegionWriter.write(path, channel, plan.message(batch), plan.messageAt(batch));
      tail.start(batch);
    }
    tail.put(label, checksum);
    count++;
    if (count % plan.batchImages() == 0 || count == plan.count()) {
      tail.finish();
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    ArrowPlan last = new ArrowPlan(manifest, plan.batchImages());
    if (!last.hasPlacesOf(plan)) {
      throw new IllegalArgumentException(
          path + ": the manifest at the end differs from the specification at the start");
    }
    images.flush();
    force.await();
    // Data first: after a power cut a footer must not stand behind data that never arrived.
    DeviceWait.during(() -> channel.force(true));
    RegionWriter.write(path, channel, last.header(), 0);
    RegionWriter.write(path, channel, last.footer(), last.footerAt());
    DeviceWait.during(() -> channel.force(true));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
