package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/** Reads where the record batches of one file have their data. To be used once. */
final class BatchReader {

  /** Of the message before a batch; with three columns it has some hundreds. */
  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private static final int BLOCK_BYTES = 24;

  /** Of one batch, in the order of the columns: the list, its items, label, checksum. */
  private static final int NODES = 4;

  private static final int BUFFERS = 7;
  private static final int IMAGES = 2;
  private static final int LABELS = 4;
  private static final int CHECKSUMS = 6;

  private final Path path;
  private final FileChannel channel;
  private final StoreManifest manifest;
  private ByteBuffer message = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);

  BatchReader(Path path, FileChannel channel, StoreManifest manifest) {
    this.path = path;
    this.channel = channel;
    this.manifest = manifest;
  }

  /**
   * Reads the messages of all batches.
   *
   * @throws StoreException if one is damaged, or not such as this program reads
   * @throws IndexOutOfBoundsException if one is damaged so that its parts lie outside of it
   */
  BatchTable read(Footer footer) throws IOException {
    int batches = footer.recordBatchesLength();
    require(
        batches >= 1
            && batches <= manifest.count()
            && batches <= footer.getByteBuffer().capacity() / BLOCK_BYTES,
        batches + " record batches");
    long[] images = new long[batches];
    long[] labels = new long[batches];
    long[] checksums = new long[batches];
    long end = ArrowPlan.MAGIC.length;
    long rows = 0;
    long first = 0;
    Block block = new Block();
    for (int batch = 0; batch < batches; batch++) {
      footer.recordBatches(block, batch);
      String which = "record batch " + batch;
      // One after the other, or few bytes would do for any number of images.
      long start = block.offset();
      long body = Math.addExact(start, block.metaDataLength());
      require(start >= end && body > start && block.bodyLength() >= 0, which + " at byte " + start);
      end = Math.addExact(body, block.bodyLength());
      requireWithin(which, end);
      RecordBatch found = message(which, start, block);
      first = batch == 0 ? found.length() : first;
      long expected = batch < batches - 1 ? first : manifest.count() - rows;
      require(
          found.length() == expected && expected >= 1 && expected <= first,
          which + " has " + found.length() + " images, expected " + expected);
      requireNoNulls(found, which);
      rows += expected;
      images[batch] = body + data(found, IMAGES, expected * manifest.shape().bytes(), block, which);
      labels[batch] = body + data(found, LABELS, expected * Integer.BYTES, block, which);
      checksums[batch] = body + data(found, CHECKSUMS, expected * Integer.BYTES, block, which);
    }
    return new BatchTable(manifest.count(), Math.toIntExact(first), images, labels, checksums);
  }

  private RecordBatch message(String which, long start, Block block) throws IOException {
    int bytes = block.metaDataLength();
    require(
        bytes > ArrowPlan.PREFIX_BYTES && bytes <= MAX_MESSAGE_BYTES,
        which + " has a message of " + bytes + " bytes");
    if (message.capacity() < bytes) {
      message = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
    message.clear().limit(bytes);
    while (message.hasRemaining()) {
      if (channel.read(message, start + message.position()) < 0) {
        throw damaged("cut: the file ends in " + which);
      }
    }
    message.flip();
    require(
        message.getInt() == ArrowPlan.MARK && message.getInt() <= bytes - ArrowPlan.PREFIX_BYTES,
        which + " has no message at byte " + start);
    Message root = Message.getRootAsMessage(message);
    require(
        root.headerType() == MessageHeader.RecordBatch && root.bodyLength() == block.bodyLength(),
        which + " is another message");
    RecordBatch batch = (RecordBatch) root.header(new RecordBatch());
    require(batch != null && batch.compression() == null, which + " is compressed");
    return batch;
  }

  private void requireNoNulls(RecordBatch batch, String which) throws StoreException {
    require(
        batch.nodesLength() == NODES && batch.buffersLength() == BUFFERS,
        which + " has " + batch.nodesLength() + " columns");
    for (int i = 0; i < NODES; i++) {
      FieldNode node = batch.nodes(i);
      long expected = batch.length() * (i == 1 ? manifest.shape().bytes() : 1);
      require(
          node.nullCount() == 0 && node.length() == expected,
          which + " has nulls, or columns of different lengths");
    }
  }

  /** Where a buffer starts in the body of its batch. */
  private long data(RecordBatch batch, int index, long bytes, Block block, String which)
      throws StoreException {
    Buffer buffer = batch.buffers(index);
    long offset = buffer.offset();
    require(
        offset >= 0
            && buffer.length() >= bytes
            && offset <= block.bodyLength()
            && buffer.length() <= block.bodyLength() - offset,
        which + " has " + buffer.length() + " bytes at " + offset + " for " + bytes);
    return offset;
  }

  private void requireWithin(String which, long end) throws IOException {
    if (end > channel.size()) {
      throw damaged(
          "cut: " + which + " ends at byte " + end + ", found are " + channel.size() + " bytes");
    }
  }

  private void require(boolean condition, String otherwise) throws StoreException {
    if (!condition) {
      throw damaged("damaged, or not as imagefeed writes it: " + otherwise);
    }
  }

  private StoreException damaged(String message) {
    return new StoreException(path + ": " + message);
  }
}
