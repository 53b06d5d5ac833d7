package io.github.imagefeed.convert;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Whether a store holds the images and labels that an import would write. */
public final class Comparison {

  private Comparison() {}

  /**
   * Compares image by image.
   *
   * @param store read as it is; a damaged image of it is one that differs
   * @param name of the store, for messages
   * @param progress hears the number of images compared so far, after each
   * @return the indices of images of which a pixel or the label differs, in order
   * @throws StoreException if there are more or fewer images, or of another shape or other classes
   */
  public static List<Integer> differing(
      ImageStore store, String name, SelectedImages expected, IntConsumer progress)
      throws IOException {
    requireComparable(store, name, expected);
    // Not closed: that would close the store, which is the caller's.
    ImageSource found = new StoreSource(store);
    byte[] pixels = new byte[store.shape().bytes()];
    byte[] wanted = new byte[store.shape().bytes()];
    List<Integer> differing = new ArrayList<>();
    for (int i = 0; i < store.size(); i++) {
      int label = read(expected, store.shape(), i, wanted);
      if (!isRead(found, i, pixels, label) || !Arrays.equals(pixels, wanted)) {
        differing.add(i);
      }
      progress.accept(i + 1);
    }
    return differing;
  }

  private static boolean isRead(ImageSource found, int index, byte[] pixels, int label)
      throws IOException {
    try {
      return found.read(Split.TRAIN, index, pixels) == label;
    } catch (ChangedStoreException e) {
      throw e; // says nothing about the image
    } catch (StoreException e) {
      return false; // which of a batch it was shows when they are read one by one
    }
  }

  /**
   * Checks that a store could hold these images.
   *
   * @throws StoreException if there are more or fewer, or of another shape or other classes
   */
  static void requireComparable(ImageStore store, String name, SelectedImages expected)
      throws StoreException {
    requireSameOrder(store.manifest(), name, expected);
    String other = expected.source().description();
    ImageShape shape = expected.shape().withLayout(store.shape().layout());
    if (store.size() != expected.size() || !store.shape().equals(shape)) {
      throw new StoreException(
          name
              + ": holds "
              + store.size()
              + " images of "
              + store.shape()
              + ", but "
              + other
              + " gives "
              + expected.size()
              + " of "
              + expected.shape());
    }
    if (!store.classes().equals(expected.classes())) {
      throw new StoreException(
          name
              + ": has the classes "
              + store.classes().names()
              + ", but "
              + other
              + " has "
              + expected.classes().names());
    }
  }

  /**
   * Checks that image k of both is the same one: in folds it is not the k-th of the source.
   *
   * @throws StoreException if only one of them is laid out in folds, or they are other ones
   */
  static void requireSameOrder(StoreManifest manifest, String name, SelectedImages other)
      throws StoreException {
    Optional<FoldLayout> folds =
        other.source() instanceof StoreSource store ? store.folds() : Optional.empty();
    if (!manifest.folds().equals(folds)) {
      throw new StoreException(
          name
              + ": "
              + said(manifest.folds())
              + ", "
              + other.source().description()
              + ": "
              + said(folds)
              + "; take a store with the same folds (a copy, or import with the same --folds,"
              + " --fold-seed and --groups)");
    }
  }

  private static String said(Optional<FoldLayout> folds) {
    return folds
        .map(f -> "laid out in " + f.sizes().size() + " folds by seed " + f.seed())
        .orElse("not laid out in folds");
  }

  /** Reads an image in the layout of a shape that has the same sides. */
  static int read(SelectedImages from, ImageShape shape, int index, byte[] pixels)
      throws IOException {
    if (from.shape().layout() == shape.layout()) {
      return from.read(index, pixels);
    }
    byte[] other = new byte[pixels.length];
    int label = from.read(index, other);
    Pixels.transpose(other, from.shape(), pixels);
    return label;
  }
}
