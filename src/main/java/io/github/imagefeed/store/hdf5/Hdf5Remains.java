package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.ZlibBound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a writer that was stopped has left of a file: images from the first on, as far as label,
 * checksum and pixels have been written and fit each other. What was not is zeros, or beyond the
 * end of the file.
 */
final class Hdf5Remains {

  private static final int BATCH_BYTES = 1 << 20;

  private final FileChannel channel;
  private final Hdf5Header plan;
  private final StoreSpec spec;
  private final int imageBytes;
  private final ImageChecksum checksum = new ImageChecksum();

  /** Looks at nothing yet; the channel stays the caller's. */
  Hdf5Remains(FileChannel channel, Hdf5Header plan, StoreSpec spec) {
    this.channel = channel;
    this.plan = plan;
    this.spec = spec;
    this.imageBytes = spec.shape().bytes();
  }

  /**
   * Hands on images that lie one after the other.
   *
   * @return how many
   */
  int keepPlain(KeptImages images) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(Math.max(1, BATCH_BYTES / imageBytes) * imageBytes);
    int most = pixels.capacity() / imageBytes;
    int kept = 0;
    while (kept < spec.count()) {
      int wanted = Math.min(most, spec.count() - kept);
      read(plan.imagesAt() + (long) kept * imageBytes, pixels.clear().limit(wanted * imageBytes));
      int right = hand(pixels.array(), kept, pixels.position() / imageBytes, images);
      kept += right;
      if (right < wanted) {
        return kept;
      }
    }
    return kept;
  }

  /**
   * Hands on the images of compressed chunks that lie one after the other; each says itself where
   * it ends.
   *
   * @return where the chunks start, in order, then the end of the last one
   */
  long[] keepDeflated(ChunkPlan chunks, KeptImages images) throws IOException {
    long[] starts = new long[chunks.chunks() + 1];
    starts[0] = plan.imagesAt();
    ByteBuffer packed = ByteBuffer.allocate(Math.toIntExact(ZlibBound.of(chunks.chunkBytes())));
    byte[] pixels = new byte[chunks.chunkBytes() + 1]; // a stream ends behind its last byte
    Inflater inflater = new Inflater();
    int done = 0;
    try {
      while (done < chunks.chunks()) {
        read(starts[done], packed.clear());
        inflater.reset();
        inflater.setInput(packed.flip());
        int wanted = Math.min(chunks.images(), spec.count() - done * chunks.images());
        // Labels of a whole chunk are looked at before one of its images is handed on.
        if (!isWhole(inflater, pixels) || right(pixels, done * chunks.images(), wanted) < wanted) {
          break;
        }
        hand(pixels, done * chunks.images(), wanted, images);
        starts[done + 1] = starts[done] + inflater.getBytesRead();
        done++;
      }
    } finally {
      inflater.end();
    }
    return Arrays.copyOf(starts, done + 1);
  }

  private static boolean isWhole(Inflater inflater, byte[] to) {
    try {
      int filled = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(to, filled, to.length - filled);
        filled += more;
        if (more == 0 && !inflater.finished()) {
          return false; // wants input that is not there, or has more output than there may be
        }
      }
      return filled == to.length - 1;
    } catch (DataFormatException e) {
      return false;
    }
  }

  private int right(byte[] pixels, int first, int count) throws IOException {
    return hand(pixels, first, count, (image, label, sum) -> {});
  }

  /** How many of the images have their checksum, up to the first that has not. */
  private int hand(byte[] pixels, int first, int count, KeptImages images) throws IOException {
    ByteBuffer labels = integers(plan.labelsAt(), first, count);
    ByteBuffer checksums = integers(plan.checksumsAt(), first, count);
    byte[] image = new byte[imageBytes];
    int k = 0;
    for (; k < count && checksums.remaining() >= Integer.BYTES; k++) {
      int label = labels.getInt();
      int expected = checksums.getInt();
      System.arraycopy(pixels, k * imageBytes, image, 0, imageBytes);
      if (!spec.classes().contains(label) || checksum.of(image, label) != expected) {
        return k;
      }
      images.keep(image, label, expected);
    }
    return k;
  }

  private ByteBuffer integers(long start, int first, int count) throws IOException {
    ByteBuffer integers = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.nativeOrder());
    read(start + (long) first * Integer.BYTES, integers);
    return integers.flip();
  }

  /** Fills a buffer as far as the file goes. */
  private void read(long from, ByteBuffer buffer) throws IOException {
    int begin = buffer.position();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position() - begin) < 0) {
        return;
      }
    }
  }
}
