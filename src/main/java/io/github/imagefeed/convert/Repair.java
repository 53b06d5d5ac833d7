package io.github.imagefeed.convert;

import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Writes a damaged store anew from what of it is whole and, for the rest, from where the images
 * came from or a copy. What results has the digest of the manifest, or nothing is changed: so it
 * holds the images that were stored, whatever it was put together from.
 */
public final class Repair {

  private Repair() {}

  /**
   * Repairs a store, if its manifest can be read.
   *
   * @param format of the store
   * @param store is as it was if this fails
   * @param from the images of the store in its order; may be damaged elsewhere itself
   * @param progress hears the number of images written so far, after each
   * @return how many images were taken from elsewhere
   * @throws StoreException if the manifest cannot be read, or {@code from} does not hold the images
   *     of this store
   */
  public static int run(StoreFormat format, Path store, SelectedImages from, IntConsumer progress)
      throws IOException {
    try (StoreTarget target = StoreTarget.forNew(store, true)) {
      return run(format, store, target, from, progress);
    }
  }

  private static int run(
      StoreFormat format, Path store, StoreTarget target, SelectedImages from, IntConsumer progress)
      throws IOException {
    StoreManifest manifest = format.manifest(store);
    Comparison.requireSameOrder(manifest, store.toString(), from);
    try (StoreWriter writer =
        StoreWriter.create(format.like(store), target, StoreSpec.of(manifest), true)) {
      int taken;
      try (Whole whole = Whole.of(format, store)) { // Windows replaces no file that is mapped
        taken = write(whole, from, manifest, writer, store, progress);
      }
      writer.finishAs(
          manifest,
          store
              + ": stays as it was, "
              + from.source().description()
              + " does not hold the images that are damaged");
      return taken;
    }
  }

  private static int write(
      Whole whole,
      SelectedImages from,
      StoreManifest manifest,
      StoreWriter to,
      Path store,
      IntConsumer progress)
      throws IOException {
    int taken = 0;
    byte[] pixels = new byte[manifest.shape().bytes()];
    for (int i = 0; i < manifest.count(); i++) {
      Optional<Integer> label = whole.read(i, pixels);
      if (label.isEmpty()) {
        label = Optional.of(other(from, manifest, i, pixels, store));
        taken++;
      }
      to.append(pixels, label.get());
      progress.accept(i + 1);
    }
    return taken;
  }

  private static int other(
      SelectedImages from, StoreManifest manifest, int index, byte[] pixels, Path store)
      throws IOException {
    boolean fits =
        index < from.size()
            && from.shape().withLayout(manifest.shape().layout()).equals(manifest.shape());
    if (!fits) {
      throw new StoreException(
          store
              + ": image "
              + index
              + " is damaged, and "
              + from.source().description()
              + " has "
              + from.size()
              + " images of "
              + from.shape()
              + ", expected those of the store");
    }
    int label;
    try {
      label = Comparison.read(from, manifest.shape(), index, pixels);
    } catch (IOException e) {
      throw new StoreException(
          store
              + ": stays as it was: image "
              + index
              + " is damaged, and so is the one that is to replace it: "
              + e.getMessage(),
          e);
    }
    if (!manifest.classes().contains(label)) {
      throw new StoreException(
          from.source().description()
              + ": image "
              + index
              + " has label "
              + label
              + ", of no class of "
              + store);
    }
    return label;
  }

  /** What of a store has its checksums: nothing, if it does not open. */
  private record Whole(Optional<StoreSource> images) implements AutoCloseable {

    static Whole of(StoreFormat format, Path store) throws IOException {
      try {
        return new Whole(Optional.of(new StoreSource(checked(format, store))));
      } catch (ChangedStoreException e) {
        throw e; // says nothing about images
      } catch (StoreException e) {
        return new Whole(Optional.empty());
      }
    }

    private static ImageStore checked(StoreFormat format, Path store) throws IOException {
      ImageStore open = opened(format, store);
      try {
        return CheckedStore.of(open, store.toString());
      } catch (IOException | RuntimeException e) {
        try (open) {
          throw e;
        }
      }
    }

    /** Strictly first: that takes labels that are of no class, each for a damaged image. */
    private static ImageStore opened(StoreFormat format, Path store) throws IOException {
      try {
        return format.openStrictly(store);
      } catch (ChangedStoreException e) {
        throw e;
      } catch (StoreException e) {
        return format.open(store);
      }
    }

    Optional<Integer> read(int index, byte[] pixels) throws IOException {
      if (images.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(images.get().read(Split.TRAIN, index, pixels));
      } catch (ChangedStoreException e) {
        throw e;
      } catch (IOException e) {
        return Optional.empty(); // damaged, or in a place that the device cannot read
      }
    }

    @Override
    public void close() throws IOException {
      if (images.isPresent()) {
        images.get().close();
      }
    }
  }
}
