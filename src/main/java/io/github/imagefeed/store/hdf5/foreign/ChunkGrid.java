package io.github.imagefeed.store.hdf5.foreign;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How a dataset is cut into chunks and where these lie. Every dataset has four dimensions here:
 * records (images, or labels), and three within a record, 1 where the dataset has fewer. Contiguous
 * data are one chunk. Sizes are in bytes. Not changed once it is filled.
 */
final class ChunkGrid {

  static final int RANK = 4;

  /** Where a chunk starts that was never written. */
  static final long MISSING = -1;

  private static final int SHORT_RUN = 16;

  private final int[] dims;
  private final int[] chunk;
  private final int[] cells = new int[RANK];
  private final int elementBytes;
  private final long[] starts;
  private final int[] stored;
  private final int[] skipped;

  /**
   * A grid with every chunk missing.
   *
   * @param dims at least 1 each; the bytes of a record fit an int
   * @param chunk at least 1 each; the bytes of a chunk fit an int, but for contiguous data
   */
  ChunkGrid(int[] dims, int[] chunk, int elementBytes) {
    this.dims = dims.clone();
    this.chunk = chunk.clone();
    this.elementBytes = elementBytes;
    for (int d = 0; d < RANK; d++) {
      cells[d] = cells(dims[d], chunk[d]);
    }
    int all = Math.toIntExact(count(dims, chunk));
    this.starts = new long[all];
    this.stored = new int[all];
    this.skipped = new int[all];
    Arrays.fill(starts, MISSING);
  }

  static int cells(int size, int chunk) {
    return (size - 1) / chunk + 1;
  }

  /**
   * Number of chunks of so many elements each.
   *
   * @throws ArithmeticException if a long cannot say it
   */
  static long count(int[] dims, int[] chunk) {
    long count = 1;
    for (int d = 0; d < RANK; d++) {
      count = Math.multiplyExact(count, (long) cells(dims[d], chunk[d]));
    }
    return count;
  }

  /**
   * Says where a chunk lies.
   *
   * @param bytes that it takes in the file
   * @param skippedFilters bit i is set where filter i was not applied
   */
  void put(int cell, long start, int bytes, int skippedFilters) {
    starts[cell] = start;
    stored[cell] = bytes;
    skipped[cell] = skippedFilters;
  }

  int records() {
    return dims[0];
  }

  int elementBytes() {
    return elementBytes;
  }

  int recordElements() {
    return dims[1] * dims[2] * dims[3];
  }

  int recordBytes() {
    return recordElements() * elementBytes;
  }

  /** Records a chunk, of which the last chunk may have fewer. */
  int chunkRecords() {
    return Math.min(chunk[0], dims[0]);
  }

  int chunkBytes() {
    return chunk[0] * chunk[1] * chunk[2] * chunk[3] * elementBytes;
  }

  /** Number of chunks. */
  int size() {
    return starts.length;
  }

  /** Chunks that have records in common. */
  int slabCells() {
    return cells[1] * cells[2] * cells[3];
  }

  /** Whether each chunk holds whole records. */
  boolean isWhole() {
    return chunk[1] == dims[1] && chunk[2] == dims[2] && chunk[3] == dims[3];
  }

  boolean isMissing(int cell) {
    return starts[cell] == MISSING;
  }

  boolean hasMissing() {
    for (long start : starts) {
      if (start == MISSING) {
        return true;
      }
    }
    return false;
  }

  long start(int cell) {
    return starts[cell];
  }

  int stored(int cell) {
    return stored[cell];
  }

  int skipped(int cell) {
    return skipped[cell];
  }

  /** Number of a chunk by the element that it begins with; −1 if no chunk begins there. */
  int cellAt(long[] offset) {
    long cell = 0;
    for (int d = 0; d < RANK; d++) {
      long at = d < offset.length ? offset[d] : 0;
      if (at < 0 || at >= dims[d] || at % chunk[d] != 0) {
        return -1;
      }
      cell = cell * cells[d] + at / chunk[d];
    }
    return (int) cell;
  }

  /**
   * Copies what a chunk holds of some records to where it belongs in them.
   *
   * @param slabCell number of the chunk among those that have records in common
   * @param from the chunk from {@code fromAt} on, not compressed
   * @param skip records of the chunk before the first that is wanted
   * @param to receives {@code count} records one after the other from {@code toAt} on
   */
  void copy(
      int slabCell, ByteBuffer from, int fromAt, int skip, int count, ByteBuffer to, int toAt) {
    int c0 = slabCell % cells[3] * chunk[3];
    int b0 = slabCell / cells[3] % cells[2] * chunk[2];
    int a0 = slabCell / cells[3] / cells[2] * chunk[1];
    int run = Math.min(chunk[3], dims[3] - c0) * elementBytes;
    int rows = Math.min(chunk[2], dims[2] - b0);
    int planes = Math.min(chunk[1], dims[1] - a0);
    if (chunk[3] == dims[3]) { // then what lies side by side in both is one run
      run *= rows;
      rows = 1;
      if (chunk[2] == dims[2]) {
        run *= planes;
        planes = 1;
      }
    }
    int fromRow = chunk[3] * elementBytes;
    int fromPlane = chunk[2] * fromRow;
    int fromRecord = chunk[1] * fromPlane;
    int toRow = dims[3] * elementBytes;
    int toPlane = dims[2] * toRow;
    int toRecord = dims[1] * toPlane;
    int corner = toAt + a0 * toPlane + b0 * toRow + c0 * elementBytes;
    for (int n = 0; n < count; n++) {
      for (int a = 0; a < planes; a++) {
        int source = fromAt + (skip + n) * fromRecord + a * fromPlane;
        int target = corner + n * toRecord + a * toPlane;
        if (run < SHORT_RUN && from.hasArray() && to.hasArray()) {
          copyShort(
              from.array(),
              from.arrayOffset() + source,
              fromRow,
              to.array(),
              to.arrayOffset() + target,
              toRow,
              rows,
              run);
          continue;
        }
        for (int b = 0; b < rows; b++, source += fromRow, target += toRow) {
          to.put(target, from, source, run);
        }
      }
    }
  }

  /** Byte by byte: of a few bytes, a bulk copy costs ten times as much as they do. */
  private static void copyShort(
      byte[] from, int source, int fromRow, byte[] to, int target, int toRow, int rows, int run) {
    for (int b = 0; b < rows; b++, source += fromRow, target += toRow) {
      for (int i = 0; i < run; i++) {
        to[target + i] = from[source + i];
      }
    }
  }

  /** For people: the chunk's dimensions, as many as the dataset has. */
  String chunkText(int rank) {
    StringBuilder text = new StringBuilder();
    for (int d = 0; d < rank; d++) {
      text.append(d == 0 ? "" : "x").append(chunk[d]);
    }
    return text.toString();
  }
}
