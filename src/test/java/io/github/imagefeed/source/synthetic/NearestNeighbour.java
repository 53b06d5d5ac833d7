package io.github.imagefeed.source.synthetic;

import io.github.imagefeed.source.Split;
import java.util.function.UnaryOperator;

/** The simplest classifier: the label of the training image with the nearest features. */
final class NearestNeighbour {

  private NearestNeighbour() {}

  /** Share of test images that get the right label. */
  static double accuracy(SyntheticSource source, UnaryOperator<float[]> features) {
    float[][] train = new float[source.size(Split.TRAIN)][];
    int[] labels = new int[train.length];
    for (int i = 0; i < train.length; i++) {
      float[] image = new float[source.shape().bytes()];
      labels[i] = read(source, Split.TRAIN, i, image);
      train[i] = features.apply(image);
    }
    int right = 0;
    for (int i = 0; i < source.size(Split.TEST); i++) {
      float[] image = new float[source.shape().bytes()];
      int label = read(source, Split.TEST, i, image);
      right += label == labels[nearest(train, features.apply(image))] ? 1 : 0;
    }
    return (double) right / source.size(Split.TEST);
  }

  /**
   * How much each pixel differs from the mean colour of the border, which is mostly background;
   * scaled to length 1.
   */
  static float[] contours(float[] image) {
    int area = image.length / 3;
    int side = (int) Math.sqrt(area);
    float[] result = new float[area];
    float sum = 0;
    for (int c = 0; c < 3; c++) {
      float back = 0;
      for (int i = 0; i < side; i++) {
        back += image[c * area + i] + image[c * area + area - 1 - i];
      }
      back /= 2 * side;
      for (int p = 0; p < area; p++) {
        result[p] += Math.abs(image[c * area + p] - back);
      }
    }
    for (float value : result) {
      sum += value * value;
    }
    for (int p = 0; p < area; p++) {
      result[p] /= (float) Math.sqrt(sum);
    }
    return result;
  }

  /** The colour of one corner: background, in nearly every image. */
  static float[] corner(float[] image) {
    int area = image.length / 3;
    return new float[] {image[0], image[area], image[2 * area]};
  }

  private static int read(SyntheticSource source, Split split, int index, float[] image) {
    byte[] pixels = new byte[image.length];
    int label = source.read(split, index, pixels);
    for (int i = 0; i < pixels.length; i++) {
      image[i] = pixels[i] & 0xff;
    }
    return label;
  }

  private static int nearest(float[][] train, float[] features) {
    int nearest = -1;
    float least = Float.MAX_VALUE;
    for (int i = 0; i < train.length; i++) {
      float distance = 0;
      for (int k = 0; k < features.length; k++) {
        float difference = train[i][k] - features[k];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  }
}
