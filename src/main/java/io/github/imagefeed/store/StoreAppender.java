package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Adds images to the end of a finished store, which afterwards is the same as if all had been
 * written at once: the counterpart of {@link StoreWriter} for stores that exist.
 *
 * <ul>
 *   <li>Shape, layout and class names are those of the store, and so is the manifest's source: it
 *       says what the store was begun from, not what came later.
 *   <li>All or nothing: until {@link #finish} the store is for readers what it was; {@link #close}
 *       without it removes what was added. A process that is killed leaves the old store too, and
 *       the next append removes what is left of it.
 *   <li>One at a time: a second appender of the same store is refused as long as the first is open.
 *   <li>What it means for stores that are open for reading stands with each format's {@link
 *       StoreFormat#append}.
 * </ul>
 *
 * <p>One thread at a time.
 */
public final class StoreAppender implements Closeable {

  private final StoreTarget target;
  private final StoreManifest before;
  private final int more;
  private final ImageStoreWriter writer;
  private final ImageIntake intake;
  private boolean closed;

  private StoreAppender(
      StoreTarget target, StoreManifest before, int more, ImageStoreWriter writer) {
    this.target = target;
    this.before = before;
    this.more = more;
    this.writer = writer;
    this.intake =
        new ImageIntake(
            writer,
            before.shape(),
            before.classes(),
            ContentDigest.continuing(before.shape(), before.digest()),
            more,
            0);
  }

  /**
   * Starts.
   *
   * @param more number of images that will be added, at least 1
   * @throws NoSuchFileException if there is no such store
   * @throws StoreException if what is there is no finished store of this format
   * @throws IllegalArgumentException if the store is laid out in folds
   * @throws IOException if another program or thread is changing the store
   */
  public static StoreAppender open(StoreFormat format, Path store, int more) throws IOException {
    if (more < 1) {
      throw new IllegalArgumentException(more + " images to add, expected at least 1");
    }
    StoreTarget target = StoreTarget.forChange(store);
    try {
      StoreManifest before = manifest(format, target.store());
      before.requireNoFolds(store);
      if (more > Integer.MAX_VALUE - before.count()) {
        throw new IllegalArgumentException(
            store
                + " has "
                + before.count()
                + " images, with "
                + more
                + " more they are above the limit of "
                + Integer.MAX_VALUE);
      }
      return new StoreAppender(target, before, more, format.append(target.store(), before, more));
    } catch (IOException | RuntimeException e) {
      try (target) {
        throw e; // a failure to unlock is added to it
      }
    }
  }

  static StoreManifest manifest(StoreFormat format, Path store) throws IOException {
    try (ImageStore open = format.open(store)) {
      return open.manifest();
    }
  }

  /** What the store was when this was opened. */
  public StoreManifest before() {
    return before;
  }

  /**
   * Adds the next image.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the store; not kept
   * @throws IllegalArgumentException if the length or the label do not fit the store
   * @throws IllegalStateException if the announced number is reached already
   */
  public void append(byte[] pixels, int label) throws IOException {
    intake.append(pixels, label);
  }

  /**
   * Makes the added images part of the store.
   *
   * @return the manifest of the whole store
   * @throws IllegalStateException if fewer images were added than announced
   * @throws IOException if the device fails: the store is the old one then, or, where only the last
   *     force failed, the new one
   */
  public StoreManifest finish() throws IOException {
    StoreManifest after =
        new StoreManifest(
            before.shape(),
            before.count() + more,
            before.classes(),
            before.source(),
            intake.digest());
    writer.finish(after);
    close();
    return after;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (target) {
      writer.close();
    }
  }
}
