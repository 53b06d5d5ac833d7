package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.image.ImageShape;

/**
 * How images are divided into fragments: each is held in memory until it is written, what is not
 * yet written is lost if the program is killed, and each is some files for every reader.
 *
 * @param count images that there will be in all
 * @param extent images a tile
 * @param images that a fragment has at most, whole tiles
 */
record FragmentPlan(int count, int extent, int images) {

  private static final long LEAST_BYTES = 4 << 20;
  private static final long MOST_BYTES = 64 << 20;

  /** So many that each eighth of a store is safe once it is written. */
  private static final int PARTS = 8;

  /** The library opens a footer for each. */
  private static final long MOST_FRAGMENTS = 100_000;

  /**
   * Divides.
   *
   * @param more images that will be written
   * @throws IllegalArgumentException if there are too many
   */
  static FragmentPlan of(ImageShape shape, int count, int more) {
    long imageBytes = shape.bytes();
    long bytes = Math.min(MOST_BYTES, Math.max(LEAST_BYTES, more * imageBytes / PARTS));
    int extent = TiledArray.of(shape).get(TiledArray.IMAGES).extent();
    long tiles = Math.max(1, bytes / (extent * imageBytes));
    FragmentPlan plan = new FragmentPlan(count, extent, Math.toIntExact(tiles * extent));
    long fragments = (more - 1L) / plan.images + 1;
    if (fragments > MOST_FRAGMENTS) {
      throw new IllegalArgumentException(
          count
              + " images of "
              + shape
              + " make "
              + fragments
              + " TileDB fragments, above the limit of "
              + MOST_FRAGMENTS
              + "; choose another format");
    }
    return plan;
  }

  /** Where the fragment ends that begins with an image: with a tile, or with the last image. */
  int end(int first) {
    return (int) Math.min(count, ((long) first + images) / extent * extent);
  }
}
