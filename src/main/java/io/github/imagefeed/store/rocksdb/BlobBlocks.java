package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where in blob files the blocks lie that a database has under its keys.
 *
 * <p>RocksDB does not tell. But a table's entry for a value in a blob file says where that is, in a
 * known number of bytes; and the files tell which records there are. So it is certain where each
 * block lies if tables have as many entries as there are keys in the files, of as many bytes as
 * entries for these places take: then no entry is an old one, a deletion, or a value itself. Of
 * several records of one key, which changes leave, the one counts that RocksDB returns.
 */
final class BlobBlocks {

  private final BlobFile[] files;
  private final BlobRecords records;
  private final int[] blocks;

  private BlobBlocks(BlobFile[] files, BlobRecords records, int[] blocks) {
    this.files = files;
    this.records = records;
    this.blocks = blocks;
  }

  /**
   * Finds all blocks; empty if it is not certain where they lie, as in a database that another
   * program has written or changed.
   *
   * @throws StoreException if a file is damaged
   */
  static Optional<BlobBlocks> find(Engine engine) throws IOException {
    List<BlobFile> files = new ArrayList<>();
    for (Path path : engine.blobFiles()) {
      if (!BlobFile.fitsMap(path)) {
        return Optional.empty();
      }
      files.add(BlobFile.map(path));
    }
    files.sort(Comparator.comparingLong(BlobFile::number));
    BlobRecords records = new BlobRecords();
    for (int f = 0; f < files.size(); f++) {
      int file = f;
      if (!files.get(f).isPlain()) {
        return Optional.empty();
      }
      files.get(f).walk((key, at, bytes) -> records.add(key, file, at, bytes));
    }
    return new Finder(engine, files.toArray(BlobFile[]::new), records).find();
  }

  private static final class Finder {
    private final Engine engine;
    private final BlobFile[] files;
    private final BlobRecords records;
    private int[] blocks = new int[0];
    private int manifest = -1;

    Finder(Engine engine, BlobFile[] files, BlobRecords records) {
      this.engine = engine;
      this.files = files;
      this.records = records;
    }

    Optional<BlobBlocks> find() throws IOException {
      int[] last = lastOfEach();
      if (last.length == 0 || manifest < 0 || Arrays.stream(last).anyMatch(r -> r < 0)) {
        return Optional.empty();
      }
      blocks = last;
      for (int record = 0; record < records.size(); record++) {
        int block = block(record);
        if (block >= 0 && last[block] != record) {
          blocks[block] = -1; // to be asked for
        }
      }
      long valueBytes = referenceBytes(manifest);
      for (int block = 0; block < blocks.length; block++) {
        if (blocks[block] < 0 && !choose(block)) {
          return Optional.empty();
        }
        valueBytes += referenceBytes(blocks[block]);
      }
      TableSums expected = new TableSums(blocks.length + 1L, valueBytes);
      return engine.sums().equals(expected)
          ? Optional.of(new BlobBlocks(files, records, blocks))
          : Optional.empty();
    }

    /** The last record of each block; none (−1) for blocks that have none. */
    private int[] lastOfEach() {
      int[] last = new int[0];
      for (int record = 0; record < records.size(); record++) {
        int block = block(record);
        if (block >= last.length && block < records.size()) {
          int before = last.length;
          last = Arrays.copyOf(last, Math.max(block + 1, 0));
          Arrays.fill(last, before, last.length, -1);
        }
        if (block >= 0 && block < last.length) {
          last[block] = record;
        } else if (records.key(record) == RocksDbFiles.manifestNumber()) {
          manifest = record;
        } else {
          return new int[0]; // a key of another program
        }
      }
      return last;
    }

    private int block(int record) {
      long key = records.key(record);
      return key >= 0 && key < records.size() ? (int) key : -1;
    }

    /** Looks for the record that has what RocksDB returns, from the newest one on. */
    private boolean choose(int block) throws IOException {
      ByteBuffer value = value(block);
      int bytes = value.capacity();
      for (int record = records.size() - 1; record >= 0; record--) {
        if (block(record) == block && records.bytes(record) == bytes) {
          ByteBuffer file = files[records.file(record)].bytes();
          if (file.slice(records.at(record), bytes).equals(value.clear())) {
            blocks[block] = record;
            return true;
          }
        }
      }
      return false;
    }

    private ByteBuffer value(int block) throws IOException {
      try (Cursor cursor = engine.cursor()) {
        int bytes = cursor.get(block, ByteBuffer.allocateDirect(0));
        ByteBuffer value = ByteBuffer.allocateDirect(Math.max(0, bytes));
        cursor.get(block, value);
        return value;
      }
    }

    /** Length of an entry: kind, number of the file, place, length, compression. */
    private int referenceBytes(int record) {
      return 2
          + varintBytes(files[records.file(record)].number())
          + varintBytes(records.at(record))
          + varintBytes(records.bytes(record));
    }

    private static int varintBytes(long number) {
      return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
    }
  }

  int blocks() {
    return blocks.length;
  }

  /** The files, in the order of their numbers; not to be changed. */
  BlobFile[] files() {
    return files;
  }

  /** Which of {@link #files} has a block. */
  int fileOf(int block) {
    return records.file(blocks[block]);
  }

  /** Where in its file a block begins. */
  int at(int block) {
    return records.at(blocks[block]);
  }

  int bytes(int block) {
    return records.bytes(blocks[block]);
  }

  /** A block's bytes. */
  ByteBuffer value(int block) {
    return files[fileOf(block)].bytes().slice(at(block), bytes(block));
  }

  /**
   * Checks what neither reading an image nor its checksum looks at: the checksums of the records.
   *
   * @param imageBytes to tell whether an image is damaged, or what lies around
   * @throws StoreException if that of a record is wrong, and its images are right, or it is out of
   *     use
   */
  void requireIntact(int imageBytes) throws StoreException {
    for (int record = 0; record < records.size(); record++) {
      BlobFile file = files[records.file(record)];
      int at = records.at(record);
      int bytes = records.bytes(record);
      if (!file.isIntact(at, bytes)
          && (!isInUse(record)
              || new StoredBlock(file.bytes().slice(at, bytes), imageBytes).isRight())) {
        throw new StoreException(
            file.path() + ": damaged: the record before byte " + at + " has another checksum");
      }
    }
  }

  private boolean isInUse(int record) {
    long key = records.key(record);
    return key >= 0 && key < blocks.length && blocks[(int) key] == record;
  }
}
