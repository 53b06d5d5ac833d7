package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Labelled images with soft colours and some noise, as photographs have, for other programs. */
record Samples(ImageShape shape, int count) {

  static final int CLASSES = 10;

  /** Interleaved. */
  static Samples of(int count, int channels) {
    return new Samples(new ImageShape(32, 30, channels, Layout.HWC), count);
  }

  byte[] pixels(int image) {
    Random random = new Random(image);
    byte[] pixels = new byte[shape.bytes()];
    int[] slope = {random.nextInt(5), random.nextInt(5), random.nextInt(90)};
    for (int y = 0, i = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int c = 0; c < shape.channels(); c++) {
          int soft = slope[0] * y + slope[c % 2] * x + slope[2] * c / 2;
          pixels[i++] = (byte) (soft + random.nextInt(4));
        }
      }
    }
    return pixels;
  }

  int label(int image) {
    return image * 7 % CLASSES;
  }

  /** Writes labels as bytes and then all pixels, for Python. */
  Path write(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int i = 0; i < count; i++) {
        out.write(label(i));
      }
      for (int i = 0; i < count; i++) {
        out.write(pixels(i));
      }
    }
    return file;
  }

  void assertIn(ImageStore store) throws IOException {
    assertIn(store, 0);
  }

  /**
   * Compares all images with those of a store, read in an odd order, in the middle of a buffer.
   *
   * @param most that a sample may differ
   */
  void assertIn(ImageStore store, int most) throws IOException {
    assertEquals(count, store.size());
    assertTrue(shape.sameSize(store.shape()), store.shape().toString());
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = (int) ((i * 7919L + 3) % count);
    }
    int each = shape.bytes();
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * each + 5);
    pixels.position(5);
    int[] labels = new int[count];
    store.read(indices, 0, count, pixels, labels);
    for (int i = 0; i < count; i++) {
      assertEquals(
          String.valueOf(label(indices[i])),
          store.classes().name(labels[i]).replace("class ", ""),
          "label of image " + indices[i]);
      byte[] expected = pixels(indices[i]);
      for (int p = 0; p < each; p++) {
        int found = pixels.get(5 + i * each + place(p, store.shape())) & 0xff;
        int wanted = expected[p] & 0xff;
        if (Math.abs(found - wanted) > most) {
          assertEquals(wanted, found, "image " + indices[i] + ", sample " + p);
        }
      }
    }
  }

  private int place(int interleaved, ImageShape to) {
    int c = interleaved % shape.channels();
    int p = interleaved / shape.channels();
    return to.layout() == Layout.HWC ? interleaved : c * to.area() + p;
  }
}
