package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes a store so that the target is either whole or not there.
 *
 * <p>Images go to a temporary name beside the target. {@link #finish} writes the manifest, has the
 * format force what it promises to force, and renames; until then an existing target stays as it
 * was. {@link #close} without {@code finish} removes what was written. One thread at a time.
 *
 * <p>A store that will be replaced cannot be changed meanwhile, and one that somebody is changing
 * is not replaced: what was added to it would be lost without a word.
 */
public final class StoreWriter implements Closeable {

  private final Path target;
  private final Path temporary;
  private final boolean overwrite;
  private final StoreSpec spec;
  private final ImageIntake intake;
  private final ImageStoreWriter writer;
  private Optional<StoreLock> lock;
  private boolean finished;

  private StoreWriter(
      Path target,
      Path temporary,
      boolean overwrite,
      Optional<StoreLock> lock,
      StoreSpec spec,
      ImageStoreWriter writer) {
    this.target = target;
    this.temporary = temporary;
    this.overwrite = overwrite;
    this.lock = lock;
    this.spec = spec;
    this.writer = writer;
    this.intake =
        new ImageIntake(
            writer, spec.shape(), spec.classes(), new ContentDigest(spec.shape()), spec.count());
  }

  /**
   * Starts a store.
   *
   * @param overwrite whether an existing target is replaced (at {@link #finish}) or refused (here)
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   * @throws IOException if another program or thread is changing a target that is to be replaced
   */
  public static StoreWriter create(
      StoreFormat format, Path target, StoreSpec spec, boolean overwrite) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    requireFree(target, overwrite);
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(target + " cannot be a store, expected a file name");
    }
    Files.createDirectories(parent);
    Optional<StoreLock> lock = lockIfThere(absolute);
    try {
      Path temporary = Unfinished.beside(absolute);
      ImageStoreWriter writer = create(format, temporary, spec);
      return new StoreWriter(absolute, temporary, overwrite, lock, spec, writer);
    } catch (IOException | RuntimeException e) {
      unlockAfter(e, lock);
      throw e;
    }
  }

  /**
   * Refuses a target that {@link #create} would refuse for existing, for callers that have long
   * work to do before.
   *
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   */
  public static void requireFree(Path target, boolean overwrite) throws FileAlreadyExistsException {
    if (Files.exists(target) && !overwrite) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "exists already; choose another name or replace it (--overwrite)");
    }
  }

  private static ImageStoreWriter create(StoreFormat format, Path temporary, StoreSpec spec)
      throws IOException {
    try {
      return format.create(temporary, spec);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
  }

  /** The lock of the store itself, where links lead to it, as those who change it take it. */
  private static Optional<StoreLock> lockIfThere(Path target) throws IOException {
    return Files.exists(target) ? Optional.of(StoreLock.of(target.toRealPath())) : Optional.empty();
  }

  /**
   * Adds the next image.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the spec; not kept
   * @throws IllegalArgumentException if the length or the label do not fit the spec
   * @throws IllegalStateException if the announced count is reached already
   */
  public void append(byte[] pixels, int label) throws IOException {
    intake.append(pixels, label);
  }

  /**
   * Completes the store and moves it to its place.
   *
   * @throws IllegalStateException if fewer images were added than announced
   */
  public StoreManifest finish() throws IOException {
    StoreManifest manifest = spec.manifest(intake.digest());
    writer.finish(manifest);
    writer.close();
    if (overwrite) {
      if (lock.isEmpty()) { // it may have appeared since
        lock = lockIfThere(target);
      }
      replace();
    } else {
      Files.move(temporary, target);
    }
    Trees.force(target.getParent());
    finished = true;
    unlock();
    return manifest;
  }

  /** A directory cannot be replaced in one step, so the old store steps aside first. */
  private void replace() throws IOException {
    if (!Files.exists(target)) {
      Files.move(temporary, target);
      return;
    }
    if (Files.isRegularFile(target) && Files.isRegularFile(temporary)) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = temporary.resolveSibling(temporary.getFileName() + "-old");
    Trees.delete(old);
    Files.move(target, old);
    try {
      Files.move(temporary, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
    Trees.delete(old);
  }

  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    try {
      writer.close();
      Trees.delete(temporary);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      unlockAfter(e, lock);
      throw e;
    }
    unlock();
  }

  private void unlock() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }

  private static void unlockAfter(Exception cause, Optional<StoreLock> lock) {
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static void deleteAfter(Exception cause, Path path) {
    try {
      Trees.delete(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
