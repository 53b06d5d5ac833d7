package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every store says about itself, written last: a store without it is unfinished. Of files of
 * another program it is made when they are opened.
 *
 * @param shape shape and layout of the images as {@link ImageStore#read} delivers them
 * @param count number of images
 * @param classes class names
 * @param source what the images were made from, for people
 * @param contentDigest {@link ContentDigest} of pixels and labels, 64 hex digits; empty only for
 *     files of another program, which keep none
 * @param folds how the images lie in folds, where they do
 */
public record StoreManifest(
    ImageShape shape,
    int count,
    ClassNames classes,
    String source,
    Optional<String> contentDigest,
    Optional<FoldLayout> folds) {

  /**
   * Version of the layout on disk that this program writes, and the only one it reads: before 3
   * images had no checksums, and in 1 the digest was no chain.
   */
  public static final int FORMAT_VERSION = 3;

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public StoreManifest {
    Objects.requireNonNull(source, "source");
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected at least 1");
    }
    if (contentDigest.isPresent() && !DIGEST.matcher(contentDigest.get()).matches()) {
      throw new IllegalArgumentException(
          "digest is '" + contentDigest.get() + "', expected 64 hex digits");
    }
    folds.ifPresent(layout -> layout.requireImages(count));
  }

  /** Of a store of ours. */
  public StoreManifest(
      ImageShape shape,
      int count,
      ClassNames classes,
      String source,
      String digest,
      Optional<FoldLayout> folds) {
    this(shape, count, classes, source, Optional.of(digest), folds);
  }

  /** Of images that do not lie in folds. */
  public StoreManifest(
      ImageShape shape, int count, ClassNames classes, String source, String digest) {
    this(shape, count, classes, source, digest, Optional.empty());
  }

  /** Of files of another program, which keep no digest. */
  public static StoreManifest foreign(
      ImageShape shape, int count, ClassNames classes, String source) {
    return new StoreManifest(shape, count, classes, source, Optional.empty(), Optional.empty());
  }

  /** The same, with the digest that reading all images gave. */
  public StoreManifest withDigest(String digest) {
    return new StoreManifest(shape, count, classes, source, Optional.of(digest), folds);
  }

  /**
   * The digest of a store that keeps one, as all of ours do.
   *
   * @throws IllegalStateException if there is none
   */
  public String digest() {
    return contentDigest.orElseThrow(
        () ->
            new IllegalStateException(
                source + ": of another program, has no digest before all of it was read"));
  }

  /**
   * Checks that images may be added or removed at the end.
   *
   * @throws IllegalArgumentException if the store lies in folds, which would not be those of its
   *     plan any more
   */
  public void requireNoFolds(Path store) {
    if (folds.isPresent()) {
      throw new IllegalArgumentException(
          store
              + ": laid out in "
              + folds.get().sizes().size()
              + " folds, images can be neither added nor removed; import it again");
    }
  }

  /**
   * Checks the digest that reading all images gave.
   *
   * @param store its path, or what else tells people which it is
   * @throws StoreException if it is not the one of this manifest
   */
  public void requireDigest(String found, String store) throws StoreException {
    if (!found.equals(digest())) {
      throw new StoreException(
          store
              + ": damaged: the images' digest is "
              + found
              + ", the manifest says "
              + digest()
              + "; write it again");
    }
  }
}
