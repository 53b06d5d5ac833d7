package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.ZlibBound;
import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.Utils;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collection;

/**
 * Where the chunks of a file lie, as its index says: whole images, one chunk after the other, as
 * {@link ChunkPlan} lays them. Other files are refused.
 */
final class ChunkTable {

  private static final int ENTRIES_AT = 8;

  private final int images;
  private final int chunkBytes;
  private final boolean deflated;
  private final long[] starts;

  /** Takes the array over: where the chunks start, in order, then the end of the last one. */
  private ChunkTable(int images, int chunkBytes, boolean deflated, long[] starts) {
    this.images = images;
    this.chunkBytes = chunkBytes;
    this.deflated = deflated;
    this.starts = starts;
  }

  /**
   * Reads the index of a dataset with four dimensions.
   *
   * @param path for messages
   * @throws StoreException if the chunks are not such as this program writes
   */
  static ChunkTable read(Path path, HdfFile file, ChunkedDataset dataset) throws StoreException {
    HdfBackingStorage storage = file.getHdfBackingStorage();
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, dataset.getAddress());
    String where = path + ": dataset '" + dataset.getName() + "': ";
    int[] chunk = dataset.getChunkDimensions();
    int[] all = dataset.getDimensions();
    for (int d = 1; d < all.length; d++) {
      if (chunk[d] != all[d]) {
        throw new StoreException(where + "chunks of parts of images; " + remedy());
      }
    }
    long bytes = Math.multiplyExact(chunk[0], dataset.getSizeInBytes() / all[0]);
    if (chunk[0] < 1 || bytes > ChunkPlan.MAX_CHUNK_BYTES) {
      throw new StoreException(
          where
              + "chunks of "
              + chunk[0]
              + " images, "
              + bytes
              + " bytes, expected at least 1 image and at most "
              + ChunkPlan.MAX_CHUNK_BYTES
              + " bytes");
    }
    if (!header.hasMessageOfType(ChunkedDataLayoutMessageV4.class)) {
      throw new StoreException(where + "chunks in an index of an old version; " + remedy());
    }
    ChunkedDataLayoutMessageV4 layout = header.getMessageOfType(ChunkedDataLayoutMessageV4.class);
    if (layout.getIndexingType() != ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX) {
      throw new StoreException(
          where + "chunks in an index of type " + layout.getIndexingType() + "; " + remedy());
    }
    boolean deflated = isDeflated(where, header);
    DatasetInfo info = new DatasetInfo((int) bytes, dataset.getDimensionsAsLong(), chunk);
    int expected = (all[0] - 1) / chunk[0] + 1;
    int claimed = entries(storage, layout.getAddress());
    if (claimed != expected) { // before jHDF makes a list for as many
      throw new StoreException(
          where + claimed + " chunks found, expected " + expected + "; write it again");
    }
    Collection<Chunk> found =
        new FixedArrayIndex(storage, layout.getAddress(), info).getAllChunks();
    if (found.size() != expected) {
      throw new StoreException(
          where + found.size() + " chunks found, expected " + expected + "; write it again");
    }
    long[] starts = starts(where, found, (int) bytes, deflated);
    return new ChunkTable(chunk[0], (int) bytes, deflated, starts);
  }

  /** Entries of a fixed array: behind signature, version, client, entry's size and page's bits. */
  private static int entries(HdfBackingStorage storage, long address) {
    ByteBuffer header =
        storage.readBufferFromAddress(address, ENTRIES_AT + storage.getSizeOfLengths());
    return Utils.readBytesAsUnsignedInt(
        header.position(ENTRIES_AT).slice().order(ByteOrder.LITTLE_ENDIAN),
        storage.getSizeOfLengths());
  }

  private static boolean isDeflated(String where, ObjectHeader header) throws StoreException {
    if (!header.hasMessageOfType(FilterPipelineMessage.class)) {
      return false;
    }
    var filters = header.getMessageOfType(FilterPipelineMessage.class).getFilters();
    if (filters.size() == 1 && filters.get(0).getId() == ChunkPlan.DEFLATE_FILTER) {
      return true;
    }
    throw new StoreException(
        where + "filters " + filters + ", this program reads deflate alone; " + remedy());
  }

  /** The starts, checked; {@code bytes} are those of each chunk before it is deflated. */
  private static long[] starts(String where, Collection<Chunk> chunks, int bytes, boolean deflated)
      throws StoreException {
    long least = deflated ? Math.max(1, ZlibBound.deflated(bytes)) : bytes;
    long most = deflated ? ZlibBound.of(bytes) : bytes; // so that each fits a window of the file
    long[] starts = new long[chunks.size() + 1];
    int index = 0;
    for (Chunk chunk : chunks) {
      boolean follows = index == 0 ? chunk.getAddress() >= 0 : chunk.getAddress() == starts[index];
      boolean fits = chunk.getSize() >= least && chunk.getSize() <= most;
      if (!follows || !fits || !chunk.getFilterMask().isEmpty()) {
        throw new StoreException(
            where
                + "chunk "
                + index
                + " of "
                + chunk.getSize()
                + " bytes at "
                + chunk.getAddress()
                + " does not follow the one before, has not "
                + (deflated ? least + " to " : "")
                + most
                + " bytes, or is stored in a way of its own; "
                + remedy());
      }
      starts[index] = chunk.getAddress();
      index++;
      starts[index] = chunk.getAddress() + chunk.getSize();
    }
    return starts;
  }

  private static String remedy() {
    return "only chunks as imagefeed writes them are read: import the images again";
  }

  /** Images a chunk; the last chunk may have fewer, and is filled up. */
  int images() {
    return images;
  }

  /** Bytes of a chunk, not compressed. */
  int chunkBytes() {
    return chunkBytes;
  }

  /** Chunks of the same kind for a store of another number of images. */
  ChunkPlan plan(StoreSpec spec) {
    return new ChunkPlan(spec.shape(), spec.count(), images, deflated);
  }

  boolean deflated() {
    return deflated;
  }

  int size() {
    return starts.length - 1;
  }

  /** Byte in the file where a chunk starts; that of {@link #size} is the end of the last. */
  long start(int chunk) {
    return starts[chunk];
  }

  /** For people. */
  @Override
  public String toString() {
    String what = images == 1 ? "1 image" : images + " images";
    return "chunks of " + what + (deflated ? ", deflated" : "");
  }
}
