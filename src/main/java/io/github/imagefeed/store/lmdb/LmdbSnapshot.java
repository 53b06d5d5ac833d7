package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A store's state as one transaction left it: checked, and in memory for as long as this is open.
 */
final class LmdbSnapshot implements Closeable {

  /** Another program may change the file while it is checked; that it does each time is odd. */
  private static final int ATTEMPTS = 20;

  private final Path path;
  private final LmdbFile file;
  private final LmdbMeta meta;
  private final FileTime time;
  private final LmdbContents contents;
  private final LmdbMap map;

  private LmdbSnapshot(
      Path path, LmdbFile file, LmdbMeta meta, FileTime time, LmdbContents contents, LmdbMap map) {
    this.path = path;
    this.file = file;
    this.meta = meta;
    this.time = time;
    this.contents = contents;
    this.map = map;
  }

  static LmdbSnapshot open(Path path) throws IOException {
    return open(path, false);
  }

  /**
   * Opens.
   *
   * @param strictly whether to check heads of values, too, which reading does not need
   */
  static LmdbSnapshot open(Path path, boolean strictly) throws IOException {
    Path data = path.resolve(LmdbFiles.DATA);
    if (!Files.isRegularFile(data)) {
      throw new NoSuchFileException(data.toString(), null, "no such file, expected an LMDB store");
    }
    if (Files.size(data) == 0) {
      throw new StoreException(data + ": empty file, expected an LMDB store");
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LmdbFile file = LmdbFile.open(data);
      try {
        Optional<LmdbSnapshot> snapshot = tryOpen(path, file, strictly);
        if (snapshot.isPresent()) {
          return snapshot.get();
        }
      } catch (IOException | RuntimeException e) {
        try (file) {
          throw e;
        }
      }
      file.close();
    }
    throw new IOException(
        data
            + ": another program changed it "
            + ATTEMPTS
            + " times while it was opened; try again");
  }

  /** Empty if the file was changed meanwhile, which also looks like damage. */
  private static Optional<LmdbSnapshot> tryOpen(Path path, LmdbFile file, boolean strictly)
      throws IOException {
    LmdbMetas metas = LmdbMetas.read(file);
    Optional<FileTime> time = file.modified(); // what is written from now on, the guard notices
    if (time.isEmpty()) {
      return Optional.empty();
    }
    LmdbContents contents;
    try {
      contents = strictly ? LmdbCheck.strictly(file, metas) : LmdbCheck.forReading(file, metas);
    } catch (StoreException e) {
      if (isUnchanged(file, metas)) {
        throw e;
      }
      return Optional.empty();
    }
    if (!contents.hasManifest()) {
      throw new StoreException(
          path + ": unfinished, or written by another program: the key 'manifest' is missing");
    }
    if (contents.revision() == 0) {
      throw new StoreException(
          path + ": damaged, or changed by another program: the key 'revision' is missing");
    }
    LmdbMap map = LmdbMap.open(path);
    try {
      if (map.locate(contents, metas.now()) && isUnchanged(file, metas)) {
        return Optional.of(new LmdbSnapshot(path, file, metas.now(), time.get(), contents, map));
      }
    } catch (IOException | RuntimeException e) {
      try (map) {
        throw e;
      }
    }
    map.close();
    return Optional.empty();
  }

  static boolean isUnchanged(LmdbFile file, LmdbMetas metas) throws IOException {
    return file.isStillThere() && LmdbMetas.read(file).equals(metas);
  }

  /** Length of the first block of a whole store. */
  static int firstBlockBytes(Path path) throws IOException {
    try (LmdbSnapshot snapshot = open(path)) {
      if (snapshot.contents.blocks() == 0) {
        throw new StoreException(path + ": block 0 is missing");
      }
      return snapshot.contents.blockBytes(0);
    }
  }

  /** Length of the file up to the last page in use or free for use. */
  long usedBytes() {
    return (meta.lastPage() + 1) * meta.pageSize();
  }

  /** What must be asked after each use of {@link #blocks}. */
  LmdbGuard guard() throws IOException {
    return LmdbGuard.of(path, file, map.address(), meta, time, contents.fileBytes());
  }

  StoreManifest manifest() throws IOException {
    byte[] json = new byte[contents.manifestBytes()];
    file.read(json, json.length, contents.manifestAt());
    return ManifestJson.read(new String(json, StandardCharsets.UTF_8), path + ", key 'manifest'");
  }

  /** The blocks in order, as views of the map that are valid until {@link #close}. */
  DirectBuffer[] blocks() throws StoreException {
    contents.requireOnlyBlocks(path);
    DirectBuffer[] blocks = new DirectBuffer[contents.blocks()];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new UnsafeBuffer(map.address() + contents.blockAt(b), contents.blockBytes(b));
    }
    return blocks;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      map.close();
    }
  }
}
