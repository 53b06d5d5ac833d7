package io.github.imagefeed.benchmark;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Smooth images of 32x32 with a little noise, the same each time: they compress as photos do. */
final class Images {

  static final int COUNT = 20_000;
  static final int BATCH = 128;
  static final ImageShape SHAPE = ImageShape.rgb(32, 32);

  private Images() {}

  static StoreFormat format(String name) {
    return switch (name) {
      case "png-none" -> new PngFormat(PngCompression.NONE);
      case "png-fast" -> new PngFormat(PngCompression.FAST);
      case "png-small" -> new PngFormat(PngCompression.SMALL);
      case "lmdb" -> new LmdbFormat();
      case "lmdb-1" -> new LmdbFormat(1);
      case "hdf5" -> new Hdf5Format();
      default -> throw new IllegalArgumentException("format is " + name);
    };
  }

  /** Writes the images and opens the store. */
  static ImageStore store(StoreFormat format, Path path) throws IOException {
    StoreSpec spec = new StoreSpec(SHAPE, COUNT, new ClassNames(List.of("a", "b")), "benchmark");
    byte[] pixels = new byte[SHAPE.bytes()];
    try (StoreWriter writer = StoreWriter.create(format, path, spec, false)) {
      for (int i = 0; i < COUNT; i++) {
        draw(pixels, i);
        writer.append(pixels, i % 2);
      }
      writer.finish();
    }
    return format.open(path);
  }

  private static void draw(byte[] pixels, int image) {
    int noise = image * 0x9e3779b1;
    for (int p = 0; p < pixels.length; p++) {
      noise = noise * 1_103_515_245 + 12_345;
      int x = p % SHAPE.width();
      int y = p / SHAPE.width() % SHAPE.height();
      pixels[p] = (byte) (image + 3 * x + 2 * y + (noise >>> 29));
    }
  }
}
