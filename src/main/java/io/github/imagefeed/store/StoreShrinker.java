package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Makes finished stores smaller, where their format can. A store that somebody else is changing is
 * refused, as {@link StoreAppender} does.
 */
public final class StoreShrinker {

  private StoreShrinker() {}

  /**
   * Removes the last images of a store; the manifest's source stays.
   *
   * <p>Reads all images first: the digest of the first ones can be had in no other way, and a
   * damaged image must not get a digest that says it is whole.
   *
   * @param count how many images stay, at least 1 and fewer than there are
   * @return the manifest of the shorter store
   * @throws IllegalArgumentException if the store is laid out in folds, or would not be shorter
   * @throws NoSuchFileException if there is no such store
   * @throws StoreException if what is there is no finished store of this format, or its images do
   *     not have the digest of the manifest; it stays as it was
   */
  public static StoreManifest truncate(ShrinkableFormat format, Path store, int count)
      throws IOException {
    try (StoreTarget target = StoreTarget.forChange(store)) {
      Path path = target.store();
      StoreManifest before;
      StoreManifest after;
      try (ImageStore open = format.open(path)) {
        before = open.manifest();
        before.requireNoFolds(store);
        if (count < 1 || count >= before.count()) {
          throw new IllegalArgumentException(
              store + ": " + count + " images are to stay, expected 1 to " + (before.count() - 1));
        }
        after =
            new StoreManifest(
                before.shape(),
                count,
                before.classes(),
                before.source(),
                digest(store, open, count));
      }
      format.truncate(path, before, after);
      return after;
    }
  }

  /** The digest of the first images, on the way to that of all, which is compared. */
  private static String digest(Path path, ImageStore store, int count) throws IOException {
    ContentDigest first = new ContentDigest(store.shape());
    first.add(store, 0, count);
    String digest = first.hex();
    ContentDigest all = ContentDigest.continuing(store.shape(), digest);
    all.add(store, count, store.size());
    store.manifest().requireDigest(all.hex(), path.toString());
    return digest;
  }

  /**
   * Gives space that changes have freed back to the file system.
   *
   * @throws NoSuchFileException if there is no such store
   * @throws StoreException if what is there is no finished store of this format
   */
  public static void compact(CompactableFormat format, Path store) throws IOException {
    try (StoreTarget target = StoreTarget.forChange(store)) {
      Path path = target.store();
      StoreAppender.manifest(format, path);
      format.compact(path);
    }
  }
}
