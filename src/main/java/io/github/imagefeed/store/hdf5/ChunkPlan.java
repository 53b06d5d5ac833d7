package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.image.ImageShape;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.indexing.ChunkImpl;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndexWriter;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import io.jhdf.object.message.Message;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * How images are cut into chunks, each of whole images, the last one filled up with zeros. Chunks
 * lie one after the other; their addresses stand in a fixed array index, whose length is known
 * before any chunk is written.
 */
final class ChunkPlan {

  /** HDF5 itself ends at 4 GiB; a chunk is also one Java buffer, and part of one map. */
  static final int MAX_CHUNK_BYTES = 1 << 30;

  /** The index is built in memory, at 8 to 16 bytes a chunk. */
  static final int MAX_CHUNKS = 1 << 22;

  /** The number that the HDF5 format gives to deflate. */
  static final int DEFLATE_FILTER = 1;

  /** The level that h5py takes where none is asked for. */
  static final int DEFLATE_LEVEL = 4;

  /** The least that the HDF5 library writes; more where the index would have pages otherwise. */
  private static final int MIN_PAGE_BITS = 10;

  private static final int INDEX_HEADER_BYTES = 28;
  private static final int INDEX_BLOCK_BYTES = 18;
  private static final int ADDRESS_BYTES = 8;
  private static final int FILTER_MASK_BYTES = 4;

  private final int count;
  private final int images;
  private final int imageBytes;
  private final boolean deflated;

  /**
   * Plans the chunks of a dataset.
   *
   * @param images a chunk; fewer where the dataset has fewer
   * @throws IllegalArgumentException if a chunk would be too large, or chunks too many
   */
  ChunkPlan(ImageShape shape, int count, int images, boolean deflated) {
    this.count = count;
    this.images = Math.min(count, images);
    this.imageBytes = shape.bytes();
    this.deflated = deflated;
    if ((long) this.images * imageBytes > MAX_CHUNK_BYTES) {
      throw new IllegalArgumentException(
          "chunk size is "
              + images
              + " images of "
              + shape
              + ", at most "
              + MAX_CHUNK_BYTES / imageBytes
              + " fit the limit of "
              + MAX_CHUNK_BYTES
              + " bytes");
    }
    if (chunks() > MAX_CHUNKS) {
      throw new IllegalArgumentException(
          count
              + " images in chunks of "
              + images
              + " are more than "
              + MAX_CHUNKS
              + " chunks; use larger chunks");
    }
  }

  int chunks() {
    return (count - 1) / images + 1;
  }

  /** Images a chunk. */
  int images() {
    return images;
  }

  int chunkBytes() {
    return images * imageBytes;
  }

  boolean deflated() {
    return deflated;
  }

  /** Bytes that the images take, the last chunk filled up, before they are compressed. */
  long bytes() {
    return (long) chunks() * chunkBytes();
  }

  /** Bytes of {@link #index}. */
  long indexBytes() {
    long filtered =
        deflated ? FixedArrayIndexWriter.chunkSizeLength(chunkBytes()) + FILTER_MASK_BYTES : 0;
    return INDEX_HEADER_BYTES + INDEX_BLOCK_BYTES + chunks() * (ADDRESS_BYTES + filtered);
  }

  /** What an object header says of chunks: of the same length for each address of the index. */
  List<Message> messages(long indexAt, int[] dimensions) {
    int[] chunk = {images, dimensions[1], dimensions[2], dimensions[3], 1};
    List<Message> messages = new ArrayList<>();
    if (deflated) {
      int[] level = {DEFLATE_LEVEL};
      messages.add(
          FilterPipelineMessage.create(
              List.of(new FilterInfo(DEFLATE_FILTER, "deflate", true, level))));
    }
    messages.add(ChunkedDataLayoutMessageV4.createFixedArray(indexAt, chunk, pageBits()));
    return messages;
  }

  private int pageBits() {
    return Math.max(MIN_PAGE_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(chunks() - 1));
  }

  /**
   * The index that lies at {@code indexAt}.
   *
   * @param starts of the chunks, then the end of the last one
   */
  ByteBuffer index(long indexAt, long[] starts) {
    List<Chunk> table =
        new AbstractList<>() {
          @Override
          public Chunk get(int i) {
            int bytes = Math.toIntExact(starts[i + 1] - starts[i]);
            return new ChunkImpl(starts[i], bytes, new long[] {(long) i * images, 0, 0, 0});
          }

          @Override
          public int size() {
            return chunks();
          }
        };
    return FixedArrayIndexWriter.createFixedArray(
        table, indexAt, chunkBytes(), deflated, pageBits());
  }
}
