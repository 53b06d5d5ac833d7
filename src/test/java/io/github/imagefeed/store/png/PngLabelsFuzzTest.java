package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The labels of a store of three images. */
final class PngLabelsFuzzTest {

  private static final int COUNT = 3;

  @TempDir static Path folder;

  private static Path store(Path at) throws IOException {
    PngImages.write(at, PngCompression.NONE, ImageShape.rgb(2, 2), COUNT);
    return at;
  }

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    return Stream.of(Files.readAllBytes(store(at.resolve("seed")).resolve(PngFiles.LABELS)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Path store = folder.resolve("store");
    StoreManifest manifest = PngManifest.read(Files.exists(store) ? store : store(store));
    Path file = Files.write(store.resolve(PngFiles.LABELS), data);
    Hostile.read(StoreException.class, file.toString(), () -> PngLabels.read(file, manifest))
        .ifPresent(
            rows -> {
              assertEquals(COUNT, rows.size());
              for (int i = 0; i < COUNT; i++) {
                assertTrue(manifest.classes().contains(rows.label(i)), "label " + rows.label(i));
              }
            });
  }
}
