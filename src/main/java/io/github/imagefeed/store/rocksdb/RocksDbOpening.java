package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Opens a database in the one way or the other, and again where it was replaced meanwhile. */
final class RocksDbOpening {

  private RocksDbOpening() {}

  static ImageStore open(Path path) throws IOException {
    return inOneState(path, () -> store(path, false));
  }

  /** The same, of a database of which each byte is checked that is not of an image. */
  static ImageStore openStrictly(Path path) throws IOException {
    return inOneState(path, () -> store(path, true));
  }

  static StoreManifest manifest(Path path) throws IOException {
    return inOneState(
        path,
        () -> {
          try (Engine engine = Engine.open(path)) {
            return engine.manifest();
          }
        });
  }

  /** Images of a full block, by the first one. */
  static int blockImages(Path path) throws IOException {
    return inOneState(
        path,
        () -> {
          try (Engine engine = Engine.open(path)) {
            return blockImages(path, engine, engine.manifest());
          }
        });
  }

  /** What an open database is asked for. */
  interface Reading<T> {
    T run() throws IOException;
  }

  /**
   * Reads names and what they name from one folder and one state: a store that is replaced or
   * appended to in the middle of it may seem damaged, or a mixture.
   */
  private static <T> T inOneState(Path path, Reading<T> reading) throws IOException {
    while (true) {
      State before = State.of(path);
      T result;
      try {
        result = reading.run();
      } catch (StoreException e) {
        if (State.of(path).equals(before)) {
          throw e;
        }
        continue;
      }
      if (State.of(path).equals(before)) {
        return result;
      }
      if (result instanceof ImageStore store) {
        store.close();
      }
    }
  }

  /** Which folder it is, and which state in it. */
  private record State(Optional<Object> folder, String current) {

    static State of(Path path) throws IOException {
      Path current = path.resolve(RocksDbFiles.CURRENT);
      if (!Files.isRegularFile(current)) {
        throw new NoSuchFileException(current.toString());
      }
      Object folder = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      byte[] name = Files.readAllBytes(current);
      return new State(Optional.ofNullable(folder), new String(name, StandardCharsets.ISO_8859_1));
    }
  }

  private static ImageStore store(Path path, boolean strictly) throws IOException {
    Engine engine = Engine.open(path);
    RocksDbStore store;
    try {
      if (strictly) {
        engine.verifyTables();
      }
      StoreManifest manifest = engine.manifest();
      int blockImages = blockImages(path, engine, manifest);
      Optional<BlobBlocks> blocks = BlobBlocks.find(engine);
      if (blocks.isEmpty()) {
        BlobWatch watch = new BlobWatch(path, engine.blobFiles());
        return new EngineStore(path, engine, watch, manifest, blockImages);
      }
      if (strictly) {
        blocks.get().requireIntact(manifest.shape().bytes());
      }
      store = new RocksDbStore(path, blocks.get(), manifest, blockImages);
      if (!strictly) {
        store.requireClasses();
      }
    } catch (IOException | RuntimeException e) {
      try (engine) {
        throw e;
      }
    }
    engine.close();
    return store;
  }

  /** Images a block, from the first block's length; checks the lengths of first and last. */
  private static int blockImages(Path path, Engine engine, StoreManifest manifest)
      throws IOException {
    int each = RocksDbFiles.recordBytes(manifest.shape());
    int images = length(path, engine, 0) / each;
    if (images > 0) {
      int last = (manifest.count() - 1) / images;
      requireBytes(path, last, length(path, engine, last), manifest.count() - last * images, each);
    }
    requireBytes(path, 0, length(path, engine, 0), Math.min(images, manifest.count()), each);
    return images;
  }

  private static int length(Path path, Engine engine, int block) throws IOException {
    int bytes;
    try (Cursor cursor = engine.cursor()) {
      bytes = cursor.get(block, ByteBuffer.allocateDirect(0));
    }
    if (bytes == Cursor.NOT_FOUND) {
      throw new StoreException(path + ": block " + block + " is missing");
    }
    return bytes;
  }

  /**
   * Checks a block's length.
   *
   * @throws StoreException if it is not that of so many images
   */
  static void requireBytes(Path path, int block, int bytes, int images, int each)
      throws StoreException {
    if (images < 1 || bytes != (long) images * each) {
      throw new StoreException(
          path
              + ": block "
              + block
              + " has "
              + bytes
              + " bytes, expected "
              + images
              + " images of "
              + each
              + " bytes with label and checksum");
    }
  }
}
