package io.github.imagefeed.measure.storage;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Resampler;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.StoredPicture;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Images in memory, so that writing is timed and not reading of the source. Of fewer images than it
 * has it gives some at even distances, so that classes keep their shares; of more, all of them
 * again and again.
 */
final class ImagePool {

  private final ImageShape shape;
  private final ClassNames classes;
  private final String description;
  private final List<byte[]> pixels;
  private final int[] labels;

  private ImagePool(
      ImageShape shape, ClassNames classes, String description, List<byte[]> pixels, int[] labels) {
    this.shape = shape;
    this.classes = classes;
    this.description = description;
    this.pixels = List.copyOf(pixels);
    this.labels = labels;
  }

  /** A place in a source. */
  private record Place(Split split, int index) {
    static Place of(ImageSource source, int position) {
      int train = source.size(Split.TRAIN);
      return position < train
          ? new Place(Split.TRAIN, position)
          : new Place(Split.TEST, position - train);
    }
  }

  /** Number of images in all splits of a source. */
  static int count(ImageSource source) {
    return Math.addExact(source.size(Split.TRAIN), source.size(Split.TEST));
  }

  /**
   * Takes images of all splits into memory.
   *
   * @param images 1 to {@link #count}; at even distances
   * @param budget asked whether to go on
   * @param task hears how far it is
   */
  static ImagePool of(ImageSource source, int images, Budget budget, Watch.Task task)
      throws IOException, StoppedException {
    List<byte[]> pixels = new ArrayList<>(images);
    int[] labels = new int[images];
    int all = count(source);
    for (int k = 0; k < images; k++) {
      budget.requireGoingOn();
      Place place = Place.of(source, (int) ((long) k * all / images));
      byte[] image = new byte[source.shape().bytes()];
      labels[k] = source.read(place.split(), place.index(), image);
      pixels.add(image);
      task.at(k + 1L, "");
    }
    return new ImagePool(source.shape(), source.classes(), source.description(), pixels, labels);
  }

  /**
   * The first of these images in another size: scaled until they cover it, then cropped.
   *
   * @param images 1 to {@link #size}
   */
  ImagePool resized(int height, int width, int images, Budget budget) throws StoppedException {
    ImageShape other = shape(height, width);
    List<byte[]> scaled = new ArrayList<>(images);
    int[] labelsOfThese = new int[images];
    for (int k = 0; k < images; k++) {
      budget.requireGoingOn();
      int at = place(k, images);
      byte[] image = new byte[other.bytes()];
      Resampler.fill(new StoredPicture(shape, pixels.get(at)), other, image);
      scaled.add(image);
      labelsOfThese[k] = labels[at];
    }
    return new ImagePool(other, classes, description, scaled, labelsOfThese);
  }

  ImageShape shape() {
    return shape;
  }

  /** The shape of these images in another size. */
  ImageShape shape(int height, int width) {
    return new ImageShape(height, width, shape.channels(), shape.layout());
  }

  /** Number of different images. */
  int size() {
    return pixels.size();
  }

  /** What a store of so many of the images is. */
  StoreSpec spec(int images) {
    return new StoreSpec(shape, images, classes, description);
  }

  /** Pixels of image {@code k} of {@code images}; not to be changed. */
  byte[] pixels(int k, int images) {
    return pixels.get(place(k, images));
  }

  int label(int k, int images) {
    return labels[place(k, images)];
  }

  private int place(int k, int images) {
    int size = pixels.size();
    return images <= size ? (int) ((long) k * size / images) : k % size;
  }
}
