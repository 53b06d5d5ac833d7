package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small stores with pixels that follow from the index. */
final class Samples {

  static final ClassNames TWO = ClassNames.of("cat", "dog");

  private Samples() {}

  static byte[] pixels(int index, int bytes) {
    byte[] pixels = new byte[bytes];
    new SplittableRandom(index).nextBytes(pixels);
    return pixels;
  }

  static int label(int index, ClassNames classes) {
    return index * 7 % classes.size();
  }

  static StoreSpec spec(ImageShape shape, int count, ClassNames classes) {
    return new StoreSpec(shape, count, classes, "samples");
  }

  static StoreManifest write(Path path, StoreSpec spec) throws IOException {
    return write(new Hdf5Format(), path, spec);
  }

  static StoreManifest write(Hdf5Format format, Path path, StoreSpec spec) throws IOException {
    try (StoreWriter writer = StoreWriter.create(format, path, spec, false)) {
      for (int i = 0; i < spec.count(); i++) {
        writer.append(pixels(i, spec.shape().bytes()), label(i, spec.classes()));
      }
      return writer.finish();
    }
  }

  /** A store of ten images in two classes. */
  static Path small(Path folder) throws IOException {
    Path path = folder.resolve("small.h5");
    write(path, spec(ImageShape.rgb(4, 5), 10, TWO));
    return path;
  }

  static List<byte[]> readAll(ImageStore store, int... indices) throws IOException {
    int bytes = store.shape().bytes();
    ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * bytes);
    store.read(indices, 0, indices.length, pixels, new int[indices.length]);
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < indices.length; i++) {
      byte[] image = new byte[bytes];
      pixels.get(i * bytes, image);
      images.add(image);
    }
    return images;
  }

  static ClassNames names(int count, int length, String letter) {
    return new ClassNames(
        IntStream.range(0, count)
            .mapToObj(i -> i + letter.repeat(length - String.valueOf(i).length()))
            .toList());
  }
}
