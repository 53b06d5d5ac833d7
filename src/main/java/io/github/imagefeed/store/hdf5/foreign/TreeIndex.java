package io.github.imagefeed.store.hdf5.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The index of chunks that HDF5 writes unless asked for newer ones: a B-tree of version 1. It has
 * no checksum, and jHDF follows it wherever it leads, so it is read here: each chunk once, each
 * level below the one before.
 */
final class TreeIndex {

  private static final int CHUNK_NODE = 1;
  private static final int HEAD_BYTES = 8;

  private final MetadataReader reader;
  private final ChunkGrid grid;
  private final int rank;

  private TreeIndex(MetadataReader reader, ChunkGrid grid, int rank) {
    this.reader = reader;
    this.grid = grid;
    this.rank = rank;
  }

  /**
   * Tells the grid where its chunks are.
   *
   * @param rank of the dataset
   * @param address of the root
   */
  static void read(MetadataReader reader, ChunkGrid grid, int rank, long address)
      throws IOException {
    new TreeIndex(reader, grid, rank).read(address, Integer.MAX_VALUE);
  }

  private void read(long address, int above) throws IOException {
    int siblings = 2 * reader.addressBytes();
    ByteBuffer head = reader.read(address, HEAD_BYTES);
    reader.requireHead(head, "TREE", -1);
    int type = head.get();
    int level = head.get() & 0xff;
    int entries = head.getShort() & 0xffff;
    boolean root = above == Integer.MAX_VALUE;
    if (type != CHUNK_NODE || level >= above || (entries == 0 && !root)) {
      throw reader.damaged(
          "the index of its chunks has a node of type " + type + " and level " + level);
    }
    int key = 2 * Integer.BYTES + (rank + 1) * Long.BYTES;
    ByteBuffer all =
        reader.read(address + HEAD_BYTES + siblings, entries * (key + reader.addressBytes()));
    long[] offset = new long[rank];
    for (int i = 0; i < entries; i++) {
      int stored = all.getInt();
      int skipped = all.getInt();
      for (int d = 0; d < rank; d++) {
        offset[d] = all.getLong();
      }
      all.getLong(); // within the element: always 0
      long child = reader.address(all);
      if (level > 0) {
        read(child, level);
      } else {
        put(offset, child, stored, skipped);
      }
    }
  }

  private void put(long[] offset, long address, int stored, int skipped) throws IOException {
    int cell = grid.cellAt(offset);
    if (cell < 0 || address < 0 || !grid.isMissing(cell)) {
      throw reader.damaged("the index of its chunks has one twice, or one that is not there");
    }
    grid.put(cell, reader.base() + address, stored, skipped);
  }
}
