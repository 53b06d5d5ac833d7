package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;

/** Reads all labels: integers of any length, sign and byte order. */
final class ForeignLabels {

  private ForeignLabels() {}

  /**
   * One label a record, each at least 0.
   *
   * @throws StoreException if one is below 0, too large, damaged, or was never written
   */
  static int[] read(StoredArray array) throws StoreException {
    ChunkGrid grid = array.grid();
    if (grid.hasMissing()) {
      throw new StoreException(
          array.name() + ": unfinished: not all labels were written, a chunk of them is missing");
    }
    int[] labels = new int[grid.records()];
    Element element = array.element();
    if (!array.isFiltered()) {
      ByteBuffer one = ByteBuffer.allocate(grid.recordBytes()).order(element.order());
      for (int i = 0; i < labels.length; i++) {
        array.copy(i, one, 0);
        labels[i] = label(array, i, element.integer(one, 0));
      }
      return labels;
    }
    int slabRecords = grid.chunkRecords();
    ByteBuffer slab =
        ByteBuffer.allocate(Math.multiplyExact(slabRecords, grid.recordBytes()))
            .order(element.order());
    try (SlabDecoder decoder = new SlabDecoder(array)) {
      for (int i = 0; i < labels.length; i++) {
        if (i % slabRecords == 0) {
          decoder.decode(i / slabRecords, i, slab);
        }
        labels[i] = label(array, i, element.integer(slab, i % slabRecords * grid.recordBytes()));
      }
    }
    return labels;
  }

  private static int label(StoredArray array, int index, long label) throws StoreException {
    if (label < 0 || label > Integer.MAX_VALUE - 1) {
      throw new StoreException(
          array.name()
              + ": index "
              + index
              + ": label "
              + label
              + ", expected 0 to "
              + (Integer.MAX_VALUE - 1));
    }
    return (int) label;
  }
}
