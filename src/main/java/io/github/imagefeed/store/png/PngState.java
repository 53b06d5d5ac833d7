package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;

/**
 * Notices what becomes of a store of PNG files that is open. Others may add images: the first ones
 * stay. What was removed from the end may have been followed by other images under the same names,
 * so a store that does not begin with the same rows any more is refused, from then on for good.
 * Thread-safe.
 */
final class PngState implements AutoCloseable {

  private final PngRoot root;
  private final StoreManifest manifest;
  private final PngRows rows;
  private volatile PngManifestFile file;
  private volatile boolean changed;

  /** Takes root and file over. */
  PngState(PngRoot root, PngManifestFile file, StoreManifest manifest, PngRows rows) {
    this.root = root;
    this.file = file;
    this.manifest = manifest;
    this.rows = rows;
  }

  /**
   * Opens a store, two file descriptors.
   *
   * @param root taken over
   */
  static PngState open(PngRoot root) throws IOException {
    PngManifestFile file = PngManifestFile.open(root.path());
    try {
      StoreManifest manifest = PngManifest.read(root.path());
      PngState state = new PngState(root, file, manifest, rows(root, manifest));
      state.isStill(file); // else manifest and labels may be of two states
      return state;
    } catch (IOException | RuntimeException e) {
      try (file) {
        throw e;
      }
    }
  }

  private static PngRows rows(PngRoot root, StoreManifest manifest) throws IOException {
    return PngLabels.read(root.path().resolve(PngFiles.LABELS), manifest);
  }

  StoreManifest manifest() {
    return manifest;
  }

  PngRows rows() {
    return rows;
  }

  /** To be taken before images are read, for {@link #isStill}. */
  PngManifestFile now() {
    return file;
  }

  /**
   * To be called after images were read.
   *
   * @param before what {@link #now} was
   * @return whether they were those of this store; else they are to be read again
   * @throws ChangedStoreException if the folder is another one, or holds other images
   */
  boolean isStill(PngManifestFile before) throws IOException {
    root.requireSame();
    if (!changed && before == file && before.isCurrent()) {
      return true;
    }
    requireOnlyGrown();
    return false;
  }

  private synchronized void requireOnlyGrown() throws IOException {
    if (changed || (!file.isCurrent() && !hasOnlyGrown())) {
      root.requireSame(); // else what was read is of another folder
      changed = true;
      throw new ChangedStoreException(
          root.path() + ": was changed while it was open; open it anew");
    }
  }

  private boolean hasOnlyGrown() throws IOException {
    PngManifestFile now = PngManifestFile.open(root.path());
    try {
      StoreManifest found = PngManifest.read(root.path());
      if (found.count() < manifest.count()
          || !found.shape().equals(manifest.shape())
          || !found.classes().equals(manifest.classes())
          || !rows.isBeginningOf(rows(root, found))) {
        now.close();
        return false;
      }
    } catch (IOException | RuntimeException e) {
      try (now) {
        throw e;
      }
    }
    file.close();
    file = now;
    return true;
  }

  @Override
  public synchronized void close() throws IOException {
    try (root) {
      file.close();
    }
  }
}
