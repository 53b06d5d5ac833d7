package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Adds images to a store of one file by a longer copy beside it: the old images first, then the new
 * ones, forced by the copy's own writer; the copy is renamed over the old file, and the folder
 * forced. Until then the old file is untouched, and afterwards it stays for who has it open.
 *
 * <p>One thread at a time.
 */
public final class ReplacingAppender implements ImageStoreWriter {

  private final Path target;
  private final Path copy;
  private final ImageStoreWriter writer;
  private boolean renamed;

  private ReplacingAppender(Path target, Path copy, ImageStoreWriter writer) {
    this.target = target;
    this.copy = copy;
    this.writer = writer;
  }

  /** What a format does of its own: begins the copy. */
  @FunctionalInterface
  public interface Copying<W extends ImageStoreWriter> {

    /**
     * Creates the longer store.
     *
     * @param copy where nothing exists
     * @param whole with the new images
     */
    W create(Path copy, StoreSpec whole) throws IOException;
  }

  /** What of the old store goes into the copy. */
  @FunctionalInterface
  public interface OldImages<W extends ImageStoreWriter> {

    /** Adds all of them; the writer stays with the appender. */
    void copyTo(W writer) throws IOException;
  }

  /**
   * Begins the copy and puts the old images into it; where that fails, nothing is left of it.
   *
   * @param target the store, under the lock of {@link StoreTarget}
   * @param more number of images that will be added
   */
  public static <W extends ImageStoreWriter> ReplacingAppender open(
      Path target, StoreManifest before, int more, Copying<W> copying, OldImages<W> old)
      throws IOException {
    Path copy = new StoreNames(target).unfinished();
    StoreSpec whole =
        new StoreSpec(before.shape(), before.count() + more, before.classes(), before.source());
    W writer = copying.create(copy, whole);
    ReplacingAppender appender = new ReplacingAppender(target, copy, writer);
    try {
      old.copyTo(writer);
      return appender;
    } catch (IOException | RuntimeException e) {
      try (appender) {
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
    writer.close(); // Windows renames no open file
    Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    renamed = true;
    Trees.force(target.getParent());
  }

  @Override
  public void close() throws IOException {
    try (writer) {
      if (renamed) {
        return;
      }
    }
    Trees.delete(copy);
  }
}
