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

  public Blocks {
    if (images < 1) {
      throw new IllegalArgumentException("block is " + images + " images, expected at least 1");
    }
    if (window < 1) {
      throw new IllegalArgumentException("window is " + window + " blocks, expected at least 1");
    }
  }
}
