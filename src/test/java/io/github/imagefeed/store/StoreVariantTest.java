package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores of every choice of a format hold the same images and open alike. */
final class StoreVariantTest {

  private static final ImageShape SHAPE = ImageShape.rgb(32, 32);

  /** More than a small map of LMDB holds. */
  private static final int IMAGES = 1500;

  @TempDir Path folder;

  static Stream<StoreFormat> formats() {
    return Stream.of(new PngFormat(), new LmdbFormat(), new Hdf5Format());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void holdTheSameImages(StoreFormat format) throws IOException {
    List<StoreVariant> variants = format.variants();
    assertTrue(variants.size() >= 3, variants.toString());
    Set<String> digests = new HashSet<>();
    for (StoreVariant variant : variants) {
      assertEquals(format.name(), variant.format().name());
      Path path = folder.resolve(variant.setting() + "-" + variant.value());
      StoreSpec spec = new StoreSpec(SHAPE, IMAGES, ClassNames.of("a", "b"), "test");
      Random random = new Random(1);
      byte[] pixels = new byte[SHAPE.bytes()];
      try (StoreWriter writer = StoreWriter.create(variant.format(), path, spec, false)) {
        for (int k = 0; k < IMAGES; k++) {
          random.nextBytes(pixels);
          writer.append(pixels, k % 2);
        }
        writer.finish();
      }
      try (ImageStore store = format.open(path)) {
        digests.add(Verify.digest(store));
      }
    }
    assertEquals(1, digests.size());
  }
}
