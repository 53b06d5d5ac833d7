package io.github.imagefeed.store.hdf5.foreign;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The two newer indexes of chunks that are arrays: fixed, where no dimension of the dataset can
 * grow without limit, and extensible, where one can. jHDF reads neither right where chunks are
 * missing, or where the largest size of a dimension is not its size.
 *
 * <p>Both are lists of one entry a chunk, in pages or in blocks of growing size. Place k of the
 * list is a chunk of the dataset at its largest size; the dimension without a limit counts slowest.
 */
final class ArrayIndex {

  private static final int HEAD_BYTES = 6;
  private static final int SUM_BYTES = 4;
  private static final int MASK_BYTES = 4;

  /** More places than any dataset has chunks that can be read. */
  private static final long MAX_PLACES = 1 << 26;

  private final MetadataReader reader;
  private final ChunkGrid grid;
  private final int chunkBytes;

  /** Dimensions from the slowest to the fastest in the list, and their chunks at largest size. */
  private final int[] slowestFirst;

  private final long[] mostCells;
  private final int[] chunk;
  private final long places;
  private final long[] offset = new long[ChunkGrid.RANK];

  private boolean filtered;
  private int entryBytes;
  private long header;
  private long next;

  /**
   * Prepares to read.
   *
   * @param most largest size of each of the dataset's dimensions, −1 for no limit
   */
  ArrayIndex(MetadataReader reader, ChunkGrid grid, int[] dims, int[] chunk, long[] most)
      throws IOException {
    this.reader = reader;
    this.grid = grid;
    this.chunk = chunk;
    this.chunkBytes = grid.chunkBytes();
    int rank = most.length;
    slowestFirst = new int[rank];
    mostCells = new long[rank];
    int growing = 0;
    for (int d = 0; d < rank; d++) {
      growing = most[d] < 0 ? d : growing;
    }
    slowestFirst[0] = growing;
    for (int d = 0, i = 1; d < rank; d++) {
      if (d != growing) {
        slowestFirst[i++] = d;
      }
    }
    long needed = ChunkGrid.cells(dims[growing], chunk[growing]);
    for (int i = 1; i < rank; i++) {
      int d = slowestFirst[i];
      mostCells[i] = (Math.max(most[d], 1) - 1) / chunk[d] + 1;
      needed = mostCells[i] > MAX_PLACES ? MAX_PLACES + 1 : needed * mostCells[i];
      if (needed > MAX_PLACES) {
        throw reader.damaged("has an index of more than " + MAX_PLACES + " chunks");
      }
    }
    places = needed;
  }

  /** No list at all: every chunk is there, one after the other. */
  void implied(long address) {
    for (; next < places; next++) {
      put(address + next * chunkBytes, chunkBytes, 0);
    }
  }

  void readFixed(long address) throws IOException {
    ByteBuffer head = checked(address, HEAD_BYTES + 2 + 8 + reader.addressBytes() + SUM_BYTES);
    head(head, "FAHD", address);
    int pageBits = head.get() & 0x1f;
    long entries = head.getLong();
    long block = reader.address(head);
    if (block < 0) {
      return;
    }
    int prefix = HEAD_BYTES + reader.addressBytes();
    long perPage = 1L << pageBits;
    if (entries <= perPage) {
      ByteBuffer all = checked(block, Math.toIntExact(prefix + entries * entryBytes + SUM_BYTES));
      requireBlock(all, "FADB");
      entries(all, Math.min(entries, places));
      return;
    }
    long pages = (entries - 1) / perPage + 1;
    int bitmap = Math.toIntExact((pages + 7) / 8);
    ByteBuffer before = checked(block, prefix + bitmap + SUM_BYTES);
    requireBlock(before, "FADB");
    long at = block + prefix + bitmap + SUM_BYTES;
    for (long page = 0; page < pages && next < places; page++) {
      long here = Math.min(perPage, entries - page * perPage);
      if (isSet(before, prefix, page)) {
        page(at, here);
      } else {
        next += here;
      }
      at += here * entryBytes + SUM_BYTES;
    }
  }

  void readExtensible(long address) throws IOException {
    int head = HEAD_BYTES + 6 + 6 * 8 + reader.addressBytes() + SUM_BYTES;
    ByteBuffer from = checked(address, head);
    head(from, "EAHD", address);
    int mostBits = from.get() & 0xff;
    int inIndex = from.get() & 0xff;
    int least = from.get() & 0xff;
    int leastPointers = from.get() & 0xff;
    long perPage = 1L << (from.get() & 0x1f);
    from.position(from.position() + 6 * 8); // statistics
    long index = reader.address(from);
    if (index < 0) {
      return;
    }
    if (mostBits > Long.SIZE
        || Integer.bitCount(least) != 1
        || Integer.bitCount(leastPointers) != 1) {
      throw reader.damaged("has an extensible array whose blocks are of no known size");
    }
    int supers = 1 + mostBits - Integer.numberOfTrailingZeros(least);
    int inIndexSupers = 2 * Integer.numberOfTrailingZeros(leastPointers);
    int blocks = 2 * (leastPointers - 1);
    int pointers = blocks + Math.max(0, supers - inIndexSupers);
    int prefix = HEAD_BYTES + reader.addressBytes();
    ByteBuffer all =
        checked(
            index, prefix + inIndex * entryBytes + pointers * reader.addressBytes() + SUM_BYTES);
    requireBlock(all, "EAIB");
    entries(all, Math.min(inIndex, places));
    int offsetBytes = (mostBits + 7) / 8;
    for (int u = 0; u < inIndexSupers && next < places; u++) {
      for (int b = 0; b < 1 << (u / 2); b++) {
        block(reader.address(all), prefix + offsetBytes, blockEntries(u, least), perPage);
      }
    }
    for (int u = inIndexSupers; u < supers && next < places; u++) {
      superBlock(reader.address(all), prefix + offsetBytes, u, blockEntries(u, least), perPage);
    }
  }

  private static long blockEntries(int superBlock, int least) {
    return (long) least << Math.min(40, (superBlock + 1) / 2);
  }

  private void superBlock(long address, int prefix, int u, long each, long perPage)
      throws IOException {
    long blocks = 1L << Math.min(40, u / 2);
    if (address < 0) {
      next += blocks * each;
      return;
    }
    boolean paged = each > perPage;
    long pages = paged ? each / perPage : 0;
    int bitmap = Math.toIntExact(blocks * ((pages + 7) / 8));
    int pointers = Math.toIntExact(blocks * reader.addressBytes());
    ByteBuffer all = checked(address, Math.addExact(prefix + bitmap + SUM_BYTES, pointers));
    requireBlock(all, "EASB");
    all.position(prefix + bitmap);
    for (long b = 0; b < blocks && next < places; b++) {
      long block = reader.address(all);
      if (!paged || block < 0) {
        block(block, prefix, each, perPage);
        continue;
      }
      requireBlock(checked(block, prefix + SUM_BYTES), "EADB");
      long at = block + prefix + SUM_BYTES;
      for (long page = 0; page < pages && next < places; page++) {
        if (isSet(all, prefix, b * pages + page)) {
          page(at, perPage);
        } else {
          next += perPage;
        }
        at += perPage * entryBytes + SUM_BYTES;
      }
    }
  }

  private void block(long address, int prefix, long count, long perPage) throws IOException {
    if (address < 0 || next >= places) {
      next += count;
      return;
    }
    if (count > perPage) {
      throw reader.damaged("has an extensible array with pages where none can be");
    }
    ByteBuffer all = checked(address, Math.toIntExact(prefix + count * entryBytes + SUM_BYTES));
    requireBlock(all, "EADB");
    all.position(prefix);
    long rest = count - Math.min(count, places - next);
    entries(all, count - rest);
    next += rest;
  }

  private void page(long address, long count) throws IOException {
    ByteBuffer all = checked(address, Math.toIntExact(count * entryBytes + SUM_BYTES));
    entries(all, Math.min(count, places - next));
  }

  private void entries(ByteBuffer from, long count) throws IOException {
    for (long i = 0; i < count; i++, next++) {
      long address = reader.address(from);
      int stored = chunkBytes;
      int skipped = 0;
      if (filtered) {
        stored = (int) MetadataReader.number(from, entryBytes - reader.addressBytes() - MASK_BYTES);
        skipped = from.getInt();
      }
      if (address >= 0) {
        put(address, stored, skipped);
      }
    }
  }

  private void put(long address, int stored, int skipped) {
    long rest = next;
    for (int i = slowestFirst.length - 1; i > 0; i--) {
      int d = slowestFirst[i];
      offset[d] = rest % mostCells[i] * chunk[d];
      rest /= mostCells[i];
    }
    offset[slowestFirst[0]] = rest * chunk[slowestFirst[0]];
    int cell = grid.cellAt(offset);
    if (cell >= 0) { // else beyond what the dataset has now
      grid.put(cell, reader.base() + address, stored, skipped);
    }
  }

  /** What both arrays begin with: whether chunks are filtered, and how long an entry is. */
  private void head(ByteBuffer head, String letters, long address) throws IOException {
    reader.requireHead(head, letters, 0);
    int client = head.get();
    entryBytes = head.get() & 0xff;
    filtered = client == 1;
    int sizeBytes = entryBytes - reader.addressBytes() - MASK_BYTES;
    if (client < 0
        || client > 1
        || (filtered ? sizeBytes < 1 || sizeBytes > 8 : entryBytes != reader.addressBytes())) {
      throw reader.damaged("has an index of chunks with entries of " + entryBytes + " bytes");
    }
    this.header = address;
  }

  private void requireBlock(ByteBuffer from, String letters) throws IOException {
    reader.requireHead(from, letters, 0);
    from.get(); // what the header says, too
    if (reader.address(from) != header) {
      throw reader.damaged("has a block in its index of chunks that belongs to another one");
    }
  }

  private static boolean isSet(ByteBuffer from, int at, long bit) {
    return (from.get(at + (int) (bit >> 3)) & 0x80 >> (int) (bit & 7)) != 0;
  }

  private ByteBuffer checked(long address, int bytes) throws IOException {
    ByteBuffer buffer = reader.read(address, bytes);
    ChecksumUtils.validateChecksum(buffer);
    return buffer.rewind();
  }
}
