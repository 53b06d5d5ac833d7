package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.StoreException;
import java.util.Optional;

/** What the dimensions of a dataset say about images in it. */
final class ImageShapes {

  private static final int RGBA = 4;

  private ImageShapes() {}

  /** Whether a dataset could hold images: of a type that is read, and with colours or without. */
  static boolean isImages(FoundDataset found) {
    if (!found.element().isPixel() || found.dims().stream().anyMatch(d -> d < 1)) {
      return false;
    }
    return switch (found.rank()) {
      case 3 -> isSide(found.dim(1)) && isSide(found.dim(2));
      case 4 ->
          (mayBeChannels(found.dim(3)) && isSide(found.dim(1)) && isSide(found.dim(2)))
              || (mayBeChannels(found.dim(1)) && isSide(found.dim(2)) && isSide(found.dim(3)));
      default -> false;
    };
  }

  private static boolean isSide(long size) {
    return size <= ImageShape.MAX_SIDE;
  }

  private static boolean mayBeChannels(long size) {
    return isChannels(size) || size == RGBA;
  }

  private static boolean isChannels(long size) {
    return size == 1 || size == 3;
  }

  /**
   * Shape and layout of the images.
   *
   * @param where the dataset, for messages
   * @param hint the layout where the dimensions do not tell
   * @throws StoreException if it holds none, or none that can be used
   */
  static ImageShape of(String where, FoundDataset found, Optional<Layout> hint)
      throws StoreException {
    if (!found.element().isPixel()) {
      throw new StoreException(
          where
              + ": elements are "
              + found.element()
              + ", expected uint8, or float32 or float64 from 0 to 1; write them anew as uint8, in"
              + " Python for instance with astype('uint8') after scaling to 0 to 255");
    }
    if (!isImages(found)) {
      throw new StoreException(
          where
              + ": expected images N x H x W x C or N x C x H x W, C 1 or 3, or N x H x W, with"
              + " sides up to "
              + ImageShape.MAX_SIDE
              + ", found "
              + found);
    }
    int second = (int) found.dim(1);
    int third = (int) found.dim(2);
    if (found.rank() == 3) {
      return new ImageShape(second, third, 1, hint.orElse(Layout.CHW));
    }
    int last = (int) found.dim(3);
    Layout layout = layout(where, found, hint);
    return layout == Layout.HWC
        ? new ImageShape(second, third, last, layout)
        : new ImageShape(third, last, second, layout);
  }

  private static Layout layout(String where, FoundDataset found, Optional<Layout> hint)
      throws StoreException {
    boolean chw = isChannels(found.dim(1));
    boolean hwc = isChannels(found.dim(3));
    if (hint.isPresent()) {
      if (hint.get() == Layout.CHW ? !chw : !hwc) {
        throw new StoreException(
            where + ": " + found + " has not 1 or 3 channels where " + hint.get() + " has them");
      }
      return hint.get();
    }
    if (chw && hwc) {
      throw new StoreException(
          where
              + ": "
              + found
              + " may be channels first or last; say which by --layout chw or --layout hwc");
    }
    if (!chw && !hwc) {
      throw new StoreException(
          where
              + ": "
              + found
              + " has an alpha channel, which is not read; lay the images over a colour, or write"
              + " the first three channels alone");
    }
    return chw ? Layout.CHW : Layout.HWC;
  }
}
