package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a longer copy beside the store, in small transactions: the old images first, then the new
 * ones, the manifest, all forced; renames its file over the old one and forces the folder, which
 * stays, so that this is one step.
 */
final class LmdbCopyAppender implements ImageStoreWriter {

  private final Path store;
  private final Path temporary;
  private final LmdbWriter writer;

  private LmdbCopyAppender(Path store, Path temporary, LmdbWriter writer) {
    this.store = store;
    this.temporary = temporary;
    this.writer = writer;
  }

  /**
   * Starts, by copying all images there are.
   *
   * @param temporary where nothing exists, beside the store
   * @param whole what the store will be
   * @param images a block
   */
  static LmdbCopyAppender open(Path store, Path temporary, StoreSpec whole, int images)
      throws IOException {
    LmdbWriter writer;
    try {
      writer = new LmdbWriter(temporary, whole, images, LmdbFormat.mapBytes(whole, images), 0);
    } catch (IOException | RuntimeException e) {
      try {
        Trees.delete(temporary);
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
    LmdbCopyAppender appender = new LmdbCopyAppender(store, temporary, writer);
    try (ImageStore old = LmdbStore.open(store)) {
      copy(old, writer);
      return appender;
    } catch (IOException | RuntimeException e) {
      try (appender) {
        throw e;
      }
    }
  }

  private static void copy(ImageStore from, LmdbWriter to) throws IOException {
    ImageShape shape = from.shape();
    ByteBuffer direct = ByteBuffer.allocateDirect(shape.bytes());
    byte[] pixels = new byte[shape.bytes()];
    int[] index = new int[1];
    int[] label = new int[1];
    int[] checksums = from.checksums().orElseThrow(); // as they are: a damaged image stays one
    for (int image = 0; image < from.size(); image++) {
      index[0] = image;
      from.read(index, 0, 1, direct, label);
      direct.get(0, pixels);
      to.append(pixels, label[0], checksums[image]);
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    writer.append(pixels, label, checksum);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    writer.finish(manifest);
    writer.close(); // Windows renames no open file
    Files.move(
        temporary.resolve(LmdbFiles.DATA),
        store.resolve(LmdbFiles.DATA),
        StandardCopyOption.ATOMIC_MOVE);
    Trees.force(store);
  }

  /** After the rename an empty folder is left to delete, before it the copy. */
  @Override
  public void close() throws IOException {
    try (writer) {
      // On Windows no open file can be deleted.
    }
    Trees.delete(temporary);
  }
}
