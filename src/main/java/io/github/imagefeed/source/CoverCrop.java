package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;

/**
 * Where a picture lies when it is scaled to just cover a target and then cropped around its centre.
 *
 * @param scale target pixels for one source pixel, the same for both axes
 * @param top whole rows of the scaled picture above the crop
 * @param left whole columns of the scaled picture to the left of the crop
 */
record CoverCrop(double scale, int top, int left) {

  static CoverCrop of(int height, int width, ImageShape target) {
    // Products instead of quotients: exact, so that equal proportions give no crop at all.
    long byHeight = (long) target.height() * width;
    long byWidth = (long) target.width() * height;
    if (byHeight >= byWidth) {
      int scaledWidth = Math.toIntExact(byHeight / height);
      return new CoverCrop(
          (double) target.height() / height, 0, (scaledWidth - target.width()) / 2);
    }
    int scaledHeight = Math.toIntExact(byWidth / width);
    return new CoverCrop((double) target.width() / width, (scaledHeight - target.height()) / 2, 0);
  }
}
