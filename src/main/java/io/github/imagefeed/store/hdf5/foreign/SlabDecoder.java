package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;

/**
 * Decodes the records that have chunks in common, all at once: a slab. Of a chunk that holds whole
 * images it is these; of chunks that cut images it is a row of them. One thread at a time.
 */
final class SlabDecoder implements AutoCloseable {

  private final StoredArray array;
  private final ChunkGrid grid;
  private final ChunkDecoder decoder;

  SlabDecoder(StoredArray array) {
    this.array = array;
    this.grid = array.grid();
    this.decoder = new ChunkDecoder(array.filters(), grid.chunkBytes());
  }

  /** Number of records in a slab, of which the last one may have fewer. */
  int records(int slab) {
    return Math.min(grid.chunkRecords(), grid.records() - slab * grid.chunkRecords());
  }

  /**
   * Decodes a slab.
   *
   * @param to receives its records from byte 0 on
   * @param wanted the record that it is decoded for, for messages
   * @throws StoreException if a chunk is damaged
   */
  void decode(int slab, int wanted, ByteBuffer to) throws StoreException {
    int records = records(slab);
    int cells = grid.slabCells();
    boolean filled = false;
    for (int c = 0; c < cells; c++) {
      if (grid.isMissing(slab * cells + c) && !filled) {
        fill(records, to);
        filled = true;
      }
    }
    for (int c = 0; c < cells; c++) {
      int cell = slab * cells + c;
      if (!grid.isMissing(cell)) {
        try {
          copy(c, cell, records, to);
        } catch (StoreException e) {
          throw new StoreException(
              array.name()
                  + ": index "
                  + wanted
                  + ": damaged: chunk "
                  + cell
                  + " at byte "
                  + grid.start(cell)
                  + ": "
                  + e.getMessage(),
              e);
        }
      }
    }
  }

  private void fill(int records, ByteBuffer to) {
    for (int n = 0; n < records; n++) {
      to.put(n * grid.recordBytes(), array.fill(), 0, grid.recordBytes());
    }
  }

  private void copy(int slabCell, int cell, int records, ByteBuffer to) throws StoreException {
    long start = grid.start(cell);
    FileWindows windows = array.windows();
    byte[] chunk =
        decoder.decode(
            windows.window(start), windows.offset(start), grid.stored(cell), grid.skipped(cell));
    if (grid.isWhole()) {
      to.put(0, chunk, 0, records * grid.recordBytes());
    } else {
      grid.copy(slabCell, ByteBuffer.wrap(chunk), 0, 0, records, to, 0);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
