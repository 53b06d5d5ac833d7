package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What a writer that was stopped has left of a file: images from the first on, as far as label,
 * checksum and pixels have been written and fit each other. What was not is zeros, or beyond the
 * end of the file.
 */
final class ArrowRemains {

  private static final int READ_BYTES = 1 << 20;

  private final FileChannel channel;
  private final ArrowPlan plan;
  private final StoreSpec spec;
  private final ImageChecksum checksum = new ImageChecksum();
  private final int most;
  private final ByteBuffer pixels;
  private final ByteBuffer labels;
  private final ByteBuffer checksums;

  /** Looks at nothing yet; the channel stays the caller's. */
  ArrowRemains(FileChannel channel, ArrowPlan plan, StoreSpec spec) {
    this.channel = channel;
    this.plan = plan;
    this.spec = spec;
    this.most = Math.max(1, READ_BYTES / Math.max(Integer.BYTES, spec.shape().bytes()));
    this.pixels = ByteBuffer.allocate(most * spec.shape().bytes());
    this.labels = ByteBuffer.allocate(most * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    this.checksums = ByteBuffer.allocate(most * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Hands on the images that are whole. */
  void keep(KeptImages images) throws IOException {
    int kept = 0;
    while (kept < spec.count()) {
      int batch = kept / plan.batchImages();
      int within = kept % plan.batchImages();
      int wanted = Math.min(most, plan.images(batch) - within);
      int right = keep(batch, within, wanted, images);
      kept += right;
      if (right < wanted) {
        return;
      }
    }
  }

  /** How many of some images of one batch have their checksum, up to the first that has not. */
  private int keep(int batch, int within, int wanted, KeptImages images) throws IOException {
    int imageBytes = spec.shape().bytes();
    long integers = (long) within * Integer.BYTES;
    int there =
        Math.min(
            read(plan.bodyAt(batch) + (long) within * imageBytes, pixels, wanted * imageBytes)
                / imageBytes,
            Math.min(
                    read(plan.labelsAt(batch) + integers, labels, wanted * Integer.BYTES),
                    read(plan.checksumsAt(batch) + integers, checksums, wanted * Integer.BYTES))
                / Integer.BYTES);
    byte[] image = new byte[imageBytes];
    for (int k = 0; k < there; k++) {
      int label = labels.getInt();
      int expected = checksums.getInt();
      pixels.get(image);
      if (!spec.classes().contains(label) || checksum.of(image, label) != expected) {
        return k;
      }
      images.keep(image, label, expected);
    }
    return there;
  }

  /** Fills a buffer as far as the file goes, and says how far. */
  private int read(long from, ByteBuffer buffer, int bytes) throws IOException {
    buffer.clear().limit(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip().remaining();
  }
}
