package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.DeviceWait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are forced where the system cannot do so in one call. */
final class PngImageWriterTest {

  private static final ImageShape SHAPE = ImageShape.rgb(2, 2);

  @TempDir Path root;

  @Test
  void forcesEachOfItsFilesAndFolders() throws IOException {
    try (PngImageWriter writer = new PngImageWriter(root, SHAPE, PngCompression.NONE, 998, 998)) {
      Files.createDirectories(root.resolve(PngFiles.folder(998))); // those before are there
      for (int image = 998; image < 1_003; image++) {
        writer.append(PngImages.pixels(SHAPE, image));
      }
      double before = DeviceWait.seconds();
      writer.forceEach();
      assertTrue(DeviceWait.seconds() > before);
      for (int image : new int[] {998, 1_002}) {
        Path file = root.resolve(PngFiles.image(image));
        Path away = Files.move(file, root.resolve("away"));
        assertThrows(NoSuchFileException.class, writer::forceEach, "image " + image);
        Files.move(away, file);
      }
    }
  }
}
