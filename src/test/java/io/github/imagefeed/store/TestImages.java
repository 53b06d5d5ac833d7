package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Random images, the same for the same arguments; the label says nothing about the pixels. */
public record TestImages(ImageShape shape, int count, ClassNames classes, long seed) {

  public static final ClassNames CLASSES = ClassNames.of("cat", "dog", "größe, \"x\"");

  public static TestImages of(ImageShape shape, int count) {
    return new TestImages(shape, count, CLASSES, 7);
  }

  public byte[] pixels(int index) {
    byte[] pixels = new byte[shape.bytes()];
    new Random(seed * 1_000_003 + index).nextBytes(pixels);
    return pixels;
  }

  public int label(int index) {
    return new Random(seed * 31 + index).nextInt(classes.size());
  }

  public int checksum(int index) {
    return new ImageChecksum().of(pixels(index), label(index));
  }

  public StoreSpec spec() {
    return new StoreSpec(shape, count, classes, "random images of a test");
  }

  public StoreManifest write(StoreFormat format, Path target) throws IOException {
    try (StoreWriter writer = StoreWriter.create(format, target, spec(), false)) {
      for (int i = 0; i < count; i++) {
        writer.append(pixels(i), label(i));
      }
      return writer.finish();
    }
  }

  public String digest() {
    ContentDigest digest = new ContentDigest(shape);
    for (int i = 0; i < count; i++) {
      digest.add(pixels(i), label(i));
    }
    return digest.hex();
  }
}
