package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.BTreeDatasetChunkRecord;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/** Finds out where the bytes of a dataset are, and checks that they are there. */
final class StoredArrays {

  /** So that a small file cannot ask for much memory: each chunk has an entry in its index. */
  private static final int FEW_CHUNKS = 1 << 16;

  private static final int MOST_CHUNKS = 1 << 24;

  private static final int TREE_TOTAL_AT = 16;

  private final Path path;
  private final FileChannel channel;
  private final HdfBackingStorage storage;
  private final int stepBits;

  /**
   * Reads datasets of one open file.
   *
   * @param stepBits distance of maps, see {@link FileWindows}
   */
  StoredArrays(Path path, FileChannel channel, HdfBackingStorage storage, int stepBits) {
    this.path = path;
    this.channel = channel;
    this.storage = storage;
    this.stepBits = stepBits;
  }

  /**
   * Opens a dataset of 1 to 4 dimensions with at least one element.
   *
   * @throws StoreException if it is stored in a way that is not read here, or is damaged
   */
  StoredArray open(FoundDataset found) throws IOException {
    String where = path + ": dataset " + found.path();
    int[] dims = fourDims(where, found);
    int bytes = found.element().bytes();
    Dataset dataset = found.dataset();
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, dataset.getAddress());
    long base = storage.getUserBlockSize();
    if (dataset instanceof ContiguousDataset contiguous) {
      ChunkGrid grid = new ChunkGrid(dims, dims, bytes);
      if (!contiguous.isEmpty()) {
        grid.put(0, base + contiguous.getDataAddress(), 0, 0);
      }
      return mapped(where, found, grid, Filters.NONE, header);
    }
    if (header.hasMessageOfType(CompactDataLayoutMessage.class)) {
      ByteBuffer held = header.getMessageOfType(CompactDataLayoutMessage.class).getDataBuffer();
      if (held.remaining() != dataset.getSizeInBytes()) {
        throw new StoreException(
            where + ": damaged: has " + held.remaining() + " bytes of " + dataset.getSizeInBytes());
      }
      ByteBuffer copy = ByteBuffer.allocateDirect(held.remaining()).put(held).flip();
      ChunkGrid grid = new ChunkGrid(dims, dims, bytes);
      grid.put(0, 0, 0, 0);
      return new StoredArray(
          where, found.element(), grid, Filters.NONE, FileWindows.of(copy), ByteBuffer.allocate(0));
    }
    if (!(dataset instanceof ChunkedDataset chunked)) {
      throw new StoreException(where + ": neither contiguous, compact nor in chunks");
    }
    ChunkGrid grid = chunks(where, found, chunked, dims, header, base);
    Filters filters =
        header.hasMessageOfType(FilterPipelineMessage.class)
            ? Filters.of(where, header.getMessageOfType(FilterPipelineMessage.class).getFilters())
            : Filters.NONE;
    return mapped(where, found, grid, filters, header);
  }

  private static int[] fourDims(String where, FoundDataset found) throws StoreException {
    int[] dims = new int[ChunkGrid.RANK];
    Arrays.fill(dims, 1);
    long record = found.element().bytes();
    for (int d = 0; d < found.rank(); d++) {
      long size = found.dim(d);
      record = d == 0 ? record : record * Math.min(size, Integer.MAX_VALUE);
      if (size > Integer.MAX_VALUE || record > FileWindows.MAX_OVERLAP) {
        throw new StoreException(
            where + ": " + found + ": more than " + Integer.MAX_VALUE + " records, or too large");
      }
      dims[d] = (int) size;
    }
    return dims;
  }

  private ChunkGrid chunks(
      String where,
      FoundDataset found,
      ChunkedDataset dataset,
      int[] dims,
      ObjectHeader header,
      long base)
      throws IOException {
    int[] shape = dataset.getChunkDimensions();
    if (shape.length != found.rank()) {
      throw new StoreException(where + ": damaged: chunks of " + shape.length + " dimensions");
    }
    int[] chunk = new int[ChunkGrid.RANK];
    Arrays.fill(chunk, 1);
    long chunkBytes = found.element().bytes();
    for (int d = 0; d < shape.length; d++) {
      chunk[d] = shape[d];
      chunkBytes *= Math.min(Math.max(shape[d], 0), Integer.MAX_VALUE);
      if (chunkBytes < 1 || chunkBytes > FileWindows.MAX_OVERLAP) {
        throw new StoreException(
            where
                + ": chunks of "
                + Arrays.toString(shape)
                + " elements, expected 1 byte to 1 GiB; write smaller ones, for instance by"
                + " h5repack -l CHUNK=…");
      }
    }
    long count = ChunkGrid.count(dims, chunk);
    if (count > MOST_CHUNKS || count > Math.max(FEW_CHUNKS, channel.size())) {
      throw new StoreException(
          where
              + ": "
              + count
              + " chunks of "
              + Arrays.toString(shape)
              + " elements, more than the file can have, or than "
              + MOST_CHUNKS
              + "; write larger ones");
    }
    ChunkGrid grid = new ChunkGrid(dims, chunk, found.element().bytes());
    MetadataReader reader = new MetadataReader(channel, where, base, storage.getSizeOfOffsets());
    if (header.hasMessageOfType(ChunkedDataLayoutMessage.class)) {
      long tree = header.getMessageOfType(ChunkedDataLayoutMessage.class).getBTreeAddress();
      if (tree >= 0) {
        TreeIndex.read(reader, grid, found.rank(), tree);
      }
    } else {
      ChunkedDataLayoutMessageV4 layout = header.getMessageOfType(ChunkedDataLayoutMessageV4.class);
      if (layout.getAddress() >= 0) {
        newerIndex(reader, grid, found, dims, chunk, layout);
      }
    }
    return grid;
  }

  private void newerIndex(
      MetadataReader reader,
      ChunkGrid grid,
      FoundDataset found,
      int[] dims,
      int[] chunk,
      ChunkedDataLayoutMessageV4 layout)
      throws IOException {
    Superblock superblock = storage.getSuperblock();
    if (superblock.getSizeOfOffsets() != Long.BYTES
        || superblock.getSizeOfLengths() != Long.BYTES) {
      throw new StoreException(
          reader.where() + ": chunks in a file whose addresses have not 8 bytes");
    }
    long[] most = found.dataset().getMaxSize();
    long address = layout.getAddress();
    switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> {
        boolean filtered = layout.isFilteredSingleChunk();
        int stored = filtered ? layout.getSizeOfFilteredSingleChunk() : grid.chunkBytes();
        int skipped = filtered ? mask(layout.getFilterMaskFilteredSingleChunk()) : 0;
        grid.put(0, reader.base() + address, stored, skipped);
      }
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ArrayIndex(reader, grid, dims, chunk, most).implied(address);
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new ArrayIndex(reader, grid, dims, chunk, most).readFixed(address);
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ArrayIndex(reader, grid, dims, chunk, most).readExtensible(address);
      case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
          newerTree(reader, grid, found, chunk, address);
      default ->
          throw new StoreException(
              reader.where() + ": chunks in an index of type " + layout.getIndexingType());
    }
  }

  private void newerTree(
      MetadataReader reader, ChunkGrid grid, FoundDataset found, int[] chunk, long address)
      throws IOException {
    // Before jHDF makes a list for as many.
    ByteBuffer head = reader.read(address, TREE_TOTAL_AT + 2 * Long.BYTES + Short.BYTES);
    long total = head.getLong(TREE_TOTAL_AT + Long.BYTES + Short.BYTES);
    if (total < 0 || total > grid.size()) {
      throw reader.damaged("has an index of " + total + " chunks, expected " + grid.size());
    }
    int rank = found.rank();
    DatasetInfo info =
        new DatasetInfo(
            grid.chunkBytes(), found.dataset().getDimensionsAsLong(), Arrays.copyOf(chunk, rank));
    for (BTreeDatasetChunkRecord record :
        new BTreeV2<BTreeDatasetChunkRecord>(storage, address, info).getRecords()) {
      Chunk each = record.getChunk();
      int cell = grid.cellAt(each.getChunkOffset());
      if (cell < 0 || each.getAddress() < 0 || !grid.isMissing(cell)) {
        throw reader.damaged("the index of its chunks has one twice, or one that is not there");
      }
      grid.put(cell, reader.base() + each.getAddress(), each.getSize(), mask(each.getFilterMask()));
    }
  }

  private static int mask(BitSet skipped) {
    long[] bits = skipped.toLongArray();
    return bits.length == 0 ? 0 : (int) bits[0];
  }

  private StoredArray mapped(
      String where, FoundDataset found, ChunkGrid grid, Filters filters, ObjectHeader header)
      throws IOException {
    long begin = Long.MAX_VALUE;
    long end = 0;
    long longest = found.dataset() instanceof ContiguousDataset ? grid.recordBytes() : 0;
    for (int cell = 0; cell < grid.size(); cell++) {
      if (!grid.isMissing(cell)) {
        long bytes = bytes(where, found, grid, filters, cell);
        long start = grid.start(cell);
        if (start < 0 || bytes > channel.size() - start) {
          throw new StoreException(
              where
                  + ": cut: bytes "
                  + start
                  + " to "
                  + (start + bytes)
                  + " of a file of "
                  + channel.size());
        }
        begin = Math.min(begin, start);
        end = Math.max(end, start + bytes);
        longest = longest(found, longest, bytes);
      }
    }
    FileWindows windows =
        end == 0
            ? FileWindows.of(ByteBuffer.allocateDirect(0))
            : FileWindows.map(channel, begin, end, (int) longest, stepBits);
    ByteBuffer fill = grid.hasMissing() ? fill(where, grid, header) : ByteBuffer.allocate(0);
    return new StoredArray(where, found.element(), grid, filters, windows, fill);
  }

  /** Contiguous data are read by records, chunks as a whole. */
  private static long longest(FoundDataset found, long before, long bytes) {
    return found.dataset() instanceof ContiguousDataset ? before : Math.max(before, bytes);
  }

  private static long bytes(
      String where, FoundDataset found, ChunkGrid grid, Filters filters, int cell)
      throws StoreException {
    if (found.dataset() instanceof ContiguousDataset) {
      return (long) grid.records() * grid.recordBytes();
    }
    int stored = grid.stored(cell);
    long most = filters.unpacked(stored, grid.skipped(cell));
    boolean plain = filters.steps().isEmpty();
    if (stored < 1
        || stored > FileWindows.MAX_OVERLAP
        || most < grid.chunkBytes()
        || (plain && stored != grid.chunkBytes())) {
      throw new StoreException(
          where
              + ": damaged: chunk "
              + cell
              + " has "
              + stored
              + " bytes in the file, too few or too many for "
              + grid.chunkBytes());
    }
    return stored;
  }

  private static ByteBuffer fill(String where, ChunkGrid grid, ObjectHeader header)
      throws StoreException {
    ByteBuffer one = ByteBuffer.allocate(0);
    if (header.hasMessageOfType(FillValueMessage.class)
        && header.getMessageOfType(FillValueMessage.class).isFillValueDefined()) {
      one = header.getMessageOfType(FillValueMessage.class).getFillValue();
    } else if (header.hasMessageOfType(FillValueOldMessage.class)) {
      one = header.getMessageOfType(FillValueOldMessage.class).getFillValue();
    }
    ByteBuffer record = ByteBuffer.allocate(grid.recordBytes());
    int bytes = one.remaining();
    if (bytes == 0) {
      return record; // zeros, as HDF5 has it
    }
    if (bytes != grid.elementBytes()) {
      throw new StoreException(where + ": damaged: a fill value of " + bytes + " bytes");
    }
    for (int at = 0; at < grid.recordBytes(); at += bytes) {
      record.put(at, one, one.position(), bytes);
    }
    return record;
  }
}
