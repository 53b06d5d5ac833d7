package io.github.imagefeed.store.arrow;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreManifest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where everything lies in a file that this program writes, and all bytes of it that are of no
 * image: known before the first image comes, as the digest, which is not, has one length.
 */
final class ArrowPlan {

  /** What a file starts with, and, without the zeros, ends with. */
  static final byte[] MAGIC = "ARROW1\0\0".getBytes(StandardCharsets.US_ASCII);

  /** Of the mark at the end of the file. */
  static final int MAGIC_BYTES = 6;

  /** Before each message: a mark, and the length of what follows up to the body. */
  static final int PREFIX_BYTES = 2 * Integer.BYTES;

  /** Stands where the length stood in files of long ago. */
  static final int MARK = -1;

  /** Pixels start at multiples of it: page-aligned reads from a map are a third faster. */
  private static final int PAGE_BYTES = 4096;

  /** What Arrow recommends for all buffers. */
  private static final int ALIGNMENT = 64;

  /** Large enough that a terabyte has a small table of batches, small enough to be read in one. */
  private static final int TARGET_BYTES = 1 << 24;

  /** As many rows as Arrow libraries give a batch by default. */
  private static final int TARGET_IMAGES = 1 << 16;

  /** Java's and JavaScript's Arrow libraries count the bytes of a batch in an int. */
  private static final int MAX_BATCH_BYTES = 1 << 30;

  /** Labels of a batch are in memory while it is written. */
  private static final int MAX_BATCH_IMAGES = 1 << 24;

  /** Their places are in memory while a store is open, and all in the footer. */
  private static final int MAX_BATCHES = 10_000_000;

  private static final int BLOCK_BYTES = 24;

  private final StoreManifest manifest;
  private final int batchImages;
  private final int batches;
  private final byte[] schema;
  private final long headerBytes;
  private final int messageBytes;
  private final long stride;

  /**
   * Plans a file; nothing is written.
   *
   * @param batchImages images of each batch but the last, at least 1
   * @throws IllegalArgumentException if there would be too many batches, or too large ones
   */
  ArrowPlan(StoreManifest manifest, int batchImages) {
    this.manifest = manifest;
    this.batchImages = Math.min(batchImages, manifest.count());
    this.batches = (manifest.count() - 1) / this.batchImages + 1;
    requireSensible();
    this.schema = ArrowMessages.schema(manifest);
    this.headerBytes = aligned(MAGIC.length + PREFIX_BYTES + schema.length, ALIGNMENT);
    // All have the same length; the places in it do not matter yet.
    this.messageBytes = PREFIX_BYTES + ArrowMessages.batch(this, 0).length;
    this.stride = aligned(bodyBytes(this.batchImages) + messageBytes, PAGE_BYTES);
  }

  private void requireSensible() {
    long bytes = (long) batchImages * manifest.shape().bytes();
    if (batchImages > MAX_BATCH_IMAGES || (bytes > MAX_BATCH_BYTES && batchImages > 1)) {
      throw new IllegalArgumentException(
          "record batches of "
              + batchImages
              + " images, "
              + bytes
              + " bytes, are above the limit of "
              + MAX_BATCH_IMAGES
              + " images and "
              + MAX_BATCH_BYTES
              + " bytes; choose fewer images a batch");
    }
    if (batches > MAX_BATCHES) {
      throw new IllegalArgumentException(
          manifest.count()
              + " images in record batches of "
              + batchImages
              + " are "
              + batches
              + " batches, above the limit of "
              + MAX_BATCHES
              + "; choose more images a batch, or a smaller shape");
    }
  }

  /** Images a batch where nobody asks for a number. */
  static int defaultBatch(ImageShape shape) {
    return Math.max(1, Math.min(TARGET_IMAGES, TARGET_BYTES / shape.bytes()));
  }

  ImageShape shape() {
    return manifest.shape();
  }

  /** Images in all batches. */
  int count() {
    return manifest.count();
  }

  int batches() {
    return batches;
  }

  /** Images of each batch but the last. */
  int batchImages() {
    return batchImages;
  }

  /** Images of one batch. */
  int images(int batch) {
    return batch < batches - 1 ? batchImages : count() - (batches - 1) * batchImages;
  }

  /** Where the message of a batch starts, which is where the batch before, or the header, ends. */
  long messageAt(int batch) {
    return batch == 0 ? headerBytes : bodyEnd(batch - 1);
  }

  /** Where the pixels of a batch start, and its body. */
  long bodyAt(int batch) {
    return aligned(headerBytes + messageBytes, PAGE_BYTES) + batch * stride;
  }

  /** Where an image starts. */
  long imageAt(int index) {
    return bodyAt(index / batchImages) + (long) (index % batchImages) * shape().bytes();
  }

  long labelsAt(int batch) {
    return bodyAt(batch) + pixelBytes(images(batch));
  }

  long checksumsAt(int batch) {
    return labelsAt(batch) + integerBytes(images(batch));
  }

  long bodyEnd(int batch) {
    return bodyAt(batch) + bodyBytes(images(batch));
  }

  private long pixelBytes(int images) {
    return aligned((long) images * shape().bytes(), ALIGNMENT);
  }

  private static long integerBytes(int images) {
    return aligned((long) images * Integer.BYTES, ALIGNMENT);
  }

  private long bodyBytes(int images) {
    return pixelBytes(images) + 2 * integerBytes(images);
  }

  /** Where what lies behind the batches starts. */
  long footerAt() {
    return bodyEnd(batches - 1);
  }

  /** Bytes before the first message of a batch. */
  int headerBytes() {
    return Math.toIntExact(headerBytes);
  }

  /** Bytes of the whole file. */
  long fileBytes() {
    long one = ArrowMessages.footer(manifest, new long[1], new int[1], new long[1]).length;
    long footer = one + (batches - 1L) * BLOCK_BYTES;
    return footerAt() + PREFIX_BYTES + footer + Integer.BYTES + MAGIC_BYTES;
  }

  /** Whether the data lie where they lie in the other plan. */
  boolean hasPlacesOf(ArrowPlan other) {
    return manifest.shape().equals(other.manifest.shape())
        && manifest.count() == other.manifest.count()
        && batchImages == other.batchImages
        && headerBytes == other.headerBytes;
  }

  /** All bytes from the start of the file to the first message of a batch. */
  ByteBuffer header() {
    ByteBuffer header = buffer(headerBytes());
    header.put(MAGIC);
    putMessage(header, schema);
    return header.clear();
  }

  /** All bytes from the end of the batch before to the body of this one. */
  ByteBuffer message(int batch) {
    ByteBuffer message = buffer(Math.toIntExact(bodyAt(batch) - messageAt(batch)));
    putMessage(message, ArrowMessages.batch(this, batch));
    return message.clear();
  }

  /** A message whose length says that it fills the buffer. */
  private static void putMessage(ByteBuffer to, byte[] message) {
    to.putInt(MARK).putInt(to.remaining() - Integer.BYTES).put(message);
  }

  /** All bytes from the end of the last batch to the end of the file. */
  ByteBuffer footer() {
    long[] starts = new long[batches];
    int[] messages = new int[batches];
    long[] bodies = new long[batches];
    Arrays.setAll(starts, this::messageAt);
    Arrays.setAll(messages, batch -> (int) (bodyAt(batch) - messageAt(batch)));
    Arrays.setAll(bodies, batch -> bodyEnd(batch) - bodyAt(batch));
    byte[] footer = ArrowMessages.footer(manifest, starts, messages, bodies);
    ByteBuffer all = buffer(PREFIX_BYTES + footer.length + Integer.BYTES + MAGIC_BYTES);
    all.putInt(MARK).putInt(0).put(footer).putInt(footer.length).put(MAGIC, 0, MAGIC_BYTES);
    if (footerAt() + all.capacity() != fileBytes()) {
      throw new AssertionError("the footer ends elsewhere than at byte " + fileBytes());
    }
    return all.clear();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long aligned(long at, int to) {
    return (at + to - 1) / to * to;
  }
}
