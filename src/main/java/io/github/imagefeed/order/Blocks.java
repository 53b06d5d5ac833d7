package io.github.imagefeed.order;

/**
 * How a block-shuffled order reads: blocks of neighbouring images in random order, and the images
 * of so many blocks mixed with each other.
 *
 * @param images images a block, at least 1: read from one place, so a disk reads ahead
 * @param window blocks mixed with each other, at least 1: what must fit the page cache
 */
public record Blocks(int images, int window) {

  /** 4,096 images mixed, from 64 places: 12 MiB of CIFAR images. */
  public static final Blocks DEFAULT = new Blocks(64, 64);

  private static final int MIXED_IMAGES = 4096;
  private static final int LEAST_PIECES = 16;

  /** Decoded pieces of one window; a store keeps as many in memory. */
  private static final int WINDOW_BYTES = 1 << 26;

  /**
   * For a store whose images are read in pieces: blocks are the pieces, and as many are mixed as
   * make 4,096 images, at least 16 and, of large ones, at most 64 MiB.
   *
   * @param images images a piece, at least 1
   * @param bytes of an image
   */
  public static Blocks ofPieces(int images, int bytes) {
    int wanted = Math.max(LEAST_PIECES, MIXED_IMAGES / images);
    long most = WINDOW_BYTES / Math.max(1, (long) images * bytes);
    return new Blocks(images, (int) Math.max(1, Math.min(wanted, most)));
  }

  public Blocks {
    if (images < 1) {
      throw new IllegalArgumentException("block is " + images + " images, expected at least 1");
    }
    if (window < 1) {
      throw new IllegalArgumentException("window is " + window + " blocks, expected at least 1");
    }
  }
}
