package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first byte says how many images the test file has and how many bytes too many, the second how
 * long the list of class names is; the names follow, and then the labels.
 */
final class CifarBinaryFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    byte[] names = CifarFiles.names("n", 10).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] seed = Arrays.copyOf(new byte[] {3, (byte) names.length}, 2 + names.length + 3);
    System.arraycopy(names, 0, seed, 2, names.length);
    seed[seed.length - 1] = 9;
    return Stream.of(seed, new byte[] {2, 0, 1, 7}, new byte[] {17, 0});
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    if (data.length < 2) {
      return;
    }
    int images = data[0] & 15;
    int more = data[0] >> 4 & 15;
    int namesEnd = Math.min(data.length, 2 + (data[1] & 0xff));
    if (!Files.exists(folder.resolve("test_batch.bin"))) {
      CifarFiles.tenBinary(folder, 1);
    }
    byte[] records = Arrays.copyOf(CifarFiles.tenRecords(0, images), images * 3073 + more);
    for (int i = 0; i < images && namesEnd + i < data.length; i++) {
      records[i * 3073] = data[namesEnd + i];
    }
    Files.write(folder.resolve("test_batch.bin"), records);
    Path names = folder.resolve("batches.meta.txt");
    Files.deleteIfExists(names);
    if (namesEnd > 2) {
      Files.write(names, Arrays.copyOfRange(data, 2, namesEnd));
    }
    Hostile.read(
        SourceException.class,
        folder.toString(),
        () -> {
          try (ImageSource source = CifarSources.open(folder, Cifar100Labels.FINE)) {
            byte[] pixels = new byte[CifarFiles.PIXELS];
            for (int i = 0; i < source.size(Split.TEST); i++) {
              assertTrue(source.classes().contains(source.read(Split.TEST, i, pixels)));
              assertArrayEquals(CifarFiles.pixels(0, i), pixels);
            }
          }
          return true;
        });
  }
}
