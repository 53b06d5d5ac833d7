package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles of images, and of class names. */
final class CifarPickleFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    byte[] pixels = new byte[CifarFiles.PIXELS];
    return Stream.of(
        Pickle2.batch(0, 1).bytes(),
        Pickle2.batch(1, r -> 9, pixels, "numpy._core.multiarray", true).bytes(),
        Pickle2.names("a", "b", "c", "d", "e", "f", "g", "h", "i", "j").bytes());
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    if (!Files.exists(folder.resolve("test_batch"))) {
      CifarFiles.tenPython(folder, 1);
    }
    read(folder.resolve("test_batch"), data);
    Files.write(folder.resolve("test_batch"), Pickle2.batch(0, 1).bytes());
    read(folder.resolve("batches.meta"), data);
    Files.delete(folder.resolve("batches.meta"));
  }

  private static void read(Path file, byte[] data) throws IOException {
    Files.write(file, data);
    Hostile.read(
        SourceException.class,
        file.toString(),
        () -> {
          try (ImageSource source = CifarSources.open(folder, Cifar100Labels.FINE)) {
            byte[] pixels = new byte[CifarFiles.PIXELS];
            for (int i = 0; i < source.size(Split.TEST); i++) {
              assertTrue(source.classes().contains(source.read(Split.TEST, i, pixels)));
            }
          }
          return true;
        });
  }
}
