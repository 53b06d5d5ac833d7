package io.github.imagefeed.dataset;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation of each channel, of pixels scaled to [0, 1]. Normalised is {@code
 * (pixel / 255 - mean) / std}, as DJL's and torchvision's {@code ToTensor} and {@code Normalize}
 * give it.
 *
 * @param mean one a channel
 * @param std one a channel, each above 0
 */
public record Normalization(List<Float> mean, List<Float> std) {

  /** Enough for the third digit, and cheap for every format. */
  private static final int SAMPLE = 10_000;

  /** Large images are measured from fewer of them, and read in smaller batches. */
  private static final int SAMPLE_BYTES = 1 << 28;

  private static final int BATCH_BYTES = 1 << 20;

  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != std.size() || mean.isEmpty()) {
      throw new IllegalArgumentException(
          mean.size() + " means and " + std.size() + " deviations, expected one each a channel");
    }
    for (float deviation : std) {
      if (!(deviation > 0)) {
        throw new IllegalArgumentException("deviation is " + deviation + ", expected above 0");
      }
    }
  }

  public int channels() {
    return mean.size();
  }

  /**
   * Measures a store: up to 10,000 images, or 256 MiB of them, spread evenly over it. Sums are
   * whole numbers, so equal images give equal results in every format. A channel of one single
   * value gets deviation 1.
   */
  public static Normalization of(ImageStore store) throws IOException {
    ImageShape shape = store.shape();
    int channels = shape.channels();
    long[] sum = new long[channels];
    long[] squares = new long[channels];
    int most = Math.max(1, Math.min(SAMPLE, SAMPLE_BYTES / shape.bytes()));
    int count = Math.min(most, store.size());
    int batch = Math.max(1, BATCH_BYTES / shape.bytes());
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * shape.bytes());
    int[] labels = new int[batch];
    for (int done = 0; done < count; done += batch) {
      int first = done;
      int images = Math.min(batch, count - done);
      int[] indices =
          IntStream.range(0, images)
              .map(k -> (int) ((long) (first + k) * store.size() / count))
              .toArray();
      store.read(indices, 0, images, pixels, labels);
      add(pixels, images, shape, sum, squares);
    }
    double pixelsEach = (double) count * shape.area();
    Float[] mean = new Float[channels];
    Float[] std = new Float[channels];
    for (int c = 0; c < channels; c++) {
      double m = sum[c] / pixelsEach;
      double variance = Math.max(0, squares[c] / pixelsEach - m * m);
      mean[c] = (float) (m / 255);
      std[c] = variance == 0 ? 1f : (float) (Math.sqrt(variance) / 255);
    }
    return new Normalization(List.of(mean), List.of(std));
  }

  private static void add(
      ByteBuffer pixels, int images, ImageShape shape, long[] sum, long[] squares) {
    int channels = shape.channels();
    int area = shape.area();
    boolean planes = shape.layout() == Layout.CHW;
    for (int i = 0, at = 0; i < images; i++) {
      for (int p = 0; p < shape.bytes(); p++, at++) {
        int c = planes ? p / area : p % channels;
        int value = pixels.get(at) & 0xff;
        sum[c] += value;
        squares[c] += (long) value * value;
      }
    }
  }
}
