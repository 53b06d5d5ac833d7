package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adds to a twin of the database, a folder beside it whose tables and blob files are links to the
 * same ones, as RocksDB's checkpoints have: it never changes such a file. When the twin is complete
 * and forced, its new files move over, and then its {@code CURRENT} over that of the store, which
 * is the one step. What the new state has no use for is deleted.
 */
final class RocksDbAppender implements ImageStoreWriter {

  /** What RocksDB makes; other files in the folder are nothing to us. */
  private static final String MADE =
      "{*.sst,*" + RocksDbFiles.BLOB_END + ",*.log,MANIFEST-*,OPTIONS-*,LOG,LOG.old*,LOCK}";

  private static final List<String> LINKED = List.of(".sst", RocksDbFiles.BLOB_END);

  private final Path store;
  private final Path twin;
  private final RocksDbWriter writer;

  private RocksDbAppender(Path store, Path twin, RocksDbWriter writer) {
    this.store = store;
    this.twin = twin;
    this.writer = writer;
  }

  /**
   * Starts.
   *
   * @param blockImages images of a full block
   */
  static RocksDbAppender open(Path store, StoreManifest before, int blockImages)
      throws IOException {
    RocksDbLibrary.require();
    Path twin = new StoreNames(store).unfinished();
    try {
      link(store, twin);
      return new RocksDbAppender(store, twin, writer(twin, before, blockImages));
    } catch (IOException | RuntimeException e) {
      try {
        Trees.delete(twin);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
  }

  private static void link(Path store, Path twin) throws IOException {
    Files.createDirectory(twin);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(store)) {
      for (Path file : files) {
        Path name = file.getFileName();
        if (LINKED.stream().anyMatch(name.toString()::endsWith)) {
          Files.createLink(twin.resolve(name), file);
        } else {
          Files.copy(file, twin.resolve(name));
        }
      }
    }
  }

  /** With the images of the last block where that is not full. */
  private static RocksDbWriter writer(Path twin, StoreManifest before, int blockImages)
      throws IOException {
    int last = before.count() / blockImages;
    int rest = before.count() % blockImages;
    int imageBytes = before.shape().bytes();
    ByteBuffer value = ByteBuffer.allocateDirect(rest * RocksDbFiles.recordBytes(imageBytes));
    if (rest > 0) {
      try (Engine engine = Engine.open(twin);
          Cursor cursor = engine.cursor()) {
        RocksDbOpening.requireBytes(
            twin, last, cursor.get(last, value), rest, RocksDbFiles.recordBytes(imageBytes));
      }
    }
    RocksDbWriter writer = RocksDbWriter.after(twin, before.shape(), blockImages, last);
    try {
      new StoredBlock(value, imageBytes).hand(rest, writer::append);
      return writer;
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    writer.append(pixels, label, checksum);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    writer.finish(manifest);
    RocksDbOpening.open(twin).close(); // rather fail here than after the old state is gone
    Set<String> before = made(store);
    Set<String> after = made(twin);
    for (String name : after) {
      Files.move(twin.resolve(name), store.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
    Trees.force(store);
    Files.move(
        twin.resolve(RocksDbFiles.CURRENT),
        store.resolve(RocksDbFiles.CURRENT),
        StandardCopyOption.ATOMIC_MOVE);
    Trees.force(store);
    Set<String> old = new HashSet<>(before);
    old.removeAll(after);
    for (String name : old) {
      Files.delete(store.resolve(name));
    }
  }

  private static Set<String> made(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, MADE)) {
      for (Path file : files) {
        names.add(file.getFileName().toString());
      }
    }
    return names;
  }

  @Override
  public void close() throws IOException {
    try (writer) {
      // Its files cannot be deleted on Windows while they are open.
    }
    Trees.delete(twin);
  }
}
