package io.github.imagefeed.dataset;

import io.github.imagefeed.image.ImageShape;
import java.nio.ByteBuffer;

/**
 * What is done to the images of one epoch. Thread-safe.
 *
 * @param seed of the dataset
 * @param epoch usually from 0
 */
record EpochAugmentation(CropAndFlip how, long seed, long epoch) {

  /** See {@link CropAndFlip#apply}. */
  void apply(ByteBuffer in, ByteBuffer out, ImageShape shape, IndexList batch) {
    how.apply(in, out, shape, batch.size(), seed, epoch, batch.position());
  }
}
