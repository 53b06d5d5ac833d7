package io.github.imagefeed.store.hdf5.foreign;

import java.nio.ByteBuffer;

/**
 * A dataset of records, ready to be read: where its bytes are and what they mean. Thread-safe; the
 * maps are those of the file as it was opened.
 *
 * @param name the file and the dataset, for messages
 * @param element type of the elements
 * @param grid where the chunks lie
 * @param filters of the chunks; none where they lie as they are
 * @param windows the region of the file that the chunks lie in
 * @param fill one record where nothing was written, not to be moved; empty if all chunks are there
 */
record StoredArray(
    String name,
    Element element,
    ChunkGrid grid,
    Filters filters,
    FileWindows windows,
    ByteBuffer fill) {

  boolean isFiltered() {
    return !filters.steps().isEmpty();
  }

  /** Most bytes that decoding chunks, one after the other, takes beside the slab: two buffers. */
  long decoderBytes() {
    long longest = ChunkDecoder.capacity(grid.chunkBytes());
    for (int cell = 0; cell < grid.size(); cell++) {
      longest = Math.max(longest, grid.stored(cell));
    }
    return 2 * longest;
  }

  /** Copies a record that no filter has changed to the bytes of a buffer from {@code at} on. */
  void copy(int index, ByteBuffer to, int at) {
    int chunkRecords = grid.chunkRecords();
    int slab = index / chunkRecords;
    int inSlab = index - slab * chunkRecords;
    if (grid.isWhole()) {
      if (grid.isMissing(slab)) {
        to.put(at, fill, 0, grid.recordBytes());
      } else {
        long start = grid.start(slab) + (long) inSlab * grid.recordBytes();
        to.put(at, windows.window(start), windows.offset(start), grid.recordBytes());
      }
      return;
    }
    if (fill.capacity() > 0) {
      to.put(at, fill, 0, grid.recordBytes());
    }
    int cells = grid.slabCells();
    for (int c = 0; c < cells; c++) {
      int cell = slab * cells + c;
      if (!grid.isMissing(cell)) {
        long start = grid.start(cell);
        grid.copy(c, windows.window(start), windows.offset(start), inSlab, 1, to, at);
      }
    }
  }

  /**
   * How it lies in the file, for people.
   *
   * @param rank of the dataset
   */
  String layout(int rank) {
    String type = element.isByte() ? "" : ", " + element;
    if (grid.size() == 1 && !isFiltered()) {
      return "in one piece" + type;
    }
    return "chunks of " + grid.chunkText(rank) + (isFiltered() ? ", " + filters : "") + type;
  }
}
