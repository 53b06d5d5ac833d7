package io.github.imagefeed.source.synthetic;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import java.util.Arrays;
import java.util.Objects;

/**
 * Drawn figures in ten classes, in random places, sizes and colours, under noise.
 *
 * <ul>
 *   <li>An image and its label depend on seed, split, index and size only, on every machine; not on
 *       how many images there are.
 *   <li>Each ten images in a row, starting at a multiple of ten, show each class once, in random
 *       order.
 *   <li>No image of one split is drawn from the same random numbers as one of the other.
 *   <li>Colours tell nothing about the class.
 * </ul>
 */
public final class SyntheticSource implements ImageSource {

  /** Shortest side on which the figures can be told apart. */
  public static final int MIN_SIDE = 8;

  private static final Figure[] FIGURES = Figure.values();
  private static final ClassNames CLASSES =
      new ClassNames(Arrays.stream(FIGURES).map(Figure::className).toList());

  private final ImageShape shape;
  private final int trainCount;
  private final int testCount;
  private final long seed;
  private final Painter painter;
  private final int[] labels = new int[FIGURES.length];
  private boolean closed;

  /**
   * Describes the images; each is drawn when it is read.
   *
   * @param height rows, {@link #MIN_SIDE} to {@link ImageShape#MAX_SIDE}
   * @param width columns, in the same range
   * @param trainCount images to train on, 0 or more
   * @param testCount images to test on, 0 or more
   */
  public SyntheticSource(int height, int width, int trainCount, int testCount, long seed) {
    this.shape = ImageShape.rgb(height, width);
    requireAtLeast("height", height, MIN_SIDE);
    requireAtLeast("width", width, MIN_SIDE);
    requireAtLeast("trainCount", trainCount, 0);
    requireAtLeast("testCount", testCount, 0);
    this.trainCount = trainCount;
    this.testCount = testCount;
    this.seed = seed;
    this.painter = new Painter(shape);
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " is " + value + ", expected at least " + least);
    }
  }

  @Override
  public String description() {
    return String.format(
        "synthetic figures, %dx%d, %d train and %d test images, seed %d",
        shape.height(), shape.width(), trainCount, testCount, seed);
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public ClassNames classes() {
    return CLASSES;
  }

  @Override
  public int size(Split split) {
    return split == Split.TRAIN ? trainCount : testCount;
  }

  @Override
  public int read(Split split, int index, byte[] pixels) {
    if (closed) {
      throw new IllegalStateException("the synthetic source is closed");
    }
    Objects.checkIndex(index, size(split));
    int label = label(split, index);
    painter.paint(key(split, index), FIGURES[label], pixels);
    return label;
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Different for all images of both splits: mixing never gives two places one key. */
  private long key(Split split, long place) {
    return SplitMix.at(SplitMix.mix(seed), 2 * place + (split == Split.TRAIN ? 0 : 1));
  }

  /** The image's place in a shuffle of all labels, one shuffle for each ten images. */
  private int label(Split split, int index) {
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
    }
    // Counted down from -1, where no image has its key.
    long key = key(split, -1L - index / labels.length);
    for (int i = labels.length - 1; i > 0; i--) {
      int other = (int) Math.floorMod(SplitMix.at(key, i), i + 1L);
      int label = labels[i];
      labels[i] = labels[other];
      labels[other] = label;
    }
    return labels[index % labels.length];
  }
}
