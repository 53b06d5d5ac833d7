package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.TableProperties;

/**
 * A database that is open for reading, in one state for good. Takes no lock and writes nothing.
 * Thread-safe but for {@link #close}, which nobody may overtake.
 */
final class Engine implements AutoCloseable {

  private final Path path;
  private final Options options;
  private final ReadOptions readOptions = new ReadOptions();
  private final RocksDB database;

  private Engine(Path path, Options options, RocksDB database) {
    this.path = path;
    this.options = options;
    this.database = database;
  }

  static Engine open(Path path) throws IOException {
    RocksDbLibrary.require();
    if (!Files.exists(path.resolve(RocksDbFiles.CURRENT))) {
      throw new NoSuchFileException(path.resolve(RocksDbFiles.CURRENT).toString());
    }
    FileList.check(path);
    Options options = RocksDbOptions.forReading();
    try {
      return new Engine(path, options, RocksDB.openReadOnly(options, path.toString()));
    } catch (RocksDBException e) {
      options.close();
      throw RocksDbErrors.of(path, "cannot open", e);
    }
  }

  /**
   * The store's manifest.
   *
   * @throws StoreException if there is none, or it is damaged or foreign
   */
  StoreManifest manifest() throws IOException {
    byte[] json;
    try (Cursor cursor = cursor()) {
      json = cursor.bytes(RocksDbFiles.manifestNumber());
    }
    if (json.length == 0) {
      throw new StoreException(
          path
              + ": no manifest: unfinished, its writer was stopped; or a database of another"
              + " program");
    }
    return ManifestJson.read(new String(json, StandardCharsets.UTF_8), path + ", key manifest");
  }

  /** Looks up blocks; to be closed before this. */
  Cursor cursor() {
    return new Cursor(path, database.newIterator(readOptions));
  }

  /** The blob files of this state. */
  List<Path> blobFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      for (String name : database.getLiveFiles(false).files) {
        if (name.endsWith(RocksDbFiles.BLOB_END)) {
          files.add(path.resolve(name.substring(1))); // RocksDB begins each with a slash
        }
      }
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot list its files", e);
    }
    return files;
  }

  /** What this state has in its tables and its log. */
  TableSums sums() throws IOException {
    try {
      long entries = database.getLongProperty("rocksdb.num-entries-active-mem-table");
      long valueBytes = 0;
      for (TableProperties table : database.getPropertiesOfAllTables().values()) {
        entries += table.getNumEntries();
        valueBytes += table.getRawValueSize();
      }
      return new TableSums(entries, valueBytes);
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "cannot read its tables", e);
    }
  }

  /**
   * Checks each block of each table.
   *
   * @throws StoreException if one is damaged
   */
  void verifyTables() throws IOException {
    try {
      database.verifyChecksum();
    } catch (RocksDBException e) {
      throw RocksDbErrors.of(path, "damaged table", e);
    }
  }

  @Override
  public void close() {
    readOptions.close();
    database.close();
    options.close();
  }
}
