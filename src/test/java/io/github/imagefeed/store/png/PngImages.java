package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** Images whose every byte is known from their index. */
final class PngImages {

  static final ClassNames CLASSES = ClassNames.of("cat", "dog", "frog");

  private PngImages() {}

  /** Smooth with noise on it, so that filters and compression have something to do. */
  static byte[] pixels(ImageShape shape, int index) {
    Random random = new Random(index);
    byte[] pixels = new byte[shape.bytes()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (index * 31 + i / 5 + random.nextInt(9) * (i % 7));
    }
    return pixels;
  }

  static int label(int index) {
    return index * 2 % CLASSES.size();
  }

  /** The byte of a pixel in the layout of the shape. */
  static byte at(byte[] pixels, ImageShape shape, int y, int x, int channel) {
    return shape.layout() == Layout.CHW
        ? pixels[channel * shape.area() + y * shape.width() + x]
        : pixels[(y * shape.width() + x) * shape.channels() + channel];
  }

  /** The bytes as a PNG file has them, whatever the layout of the shape. */
  static byte[] interleaved(byte[] pixels, ImageShape shape) {
    byte[] out = new byte[pixels.length];
    int i = 0;
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int c = 0; c < shape.channels(); c++) {
          out[i++] = at(pixels, shape, y, x, c);
        }
      }
    }
    return out;
  }

  static void write(Path path, PngCompression compression, ImageShape shape, int count)
      throws IOException {
    StoreSpec spec = new StoreSpec(shape, count, CLASSES, "test images");
    try (StoreWriter writer = StoreWriter.create(new PngFormat(compression), path, spec, false)) {
      for (int i = 0; i < count; i++) {
        writer.append(pixels(shape, i), label(i));
      }
      writer.finish();
    }
  }

  static byte[] read(ImageStore store, int index) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
    store.read(new int[] {index}, 0, 1, pixels, new int[1]);
    byte[] out = new byte[pixels.capacity()];
    pixels.get(out);
    return out;
  }
}
