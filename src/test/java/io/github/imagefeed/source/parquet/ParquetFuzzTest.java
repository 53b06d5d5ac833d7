package io.github.imagefeed.source.parquet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files, metadata and pages. */
final class ParquetFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(
        Fixtures.bytes(Fixtures.FIRST + ".parquet"),
        Fixtures.bytes(Fixtures.SECOND + ".parquet"),
        Fixtures.bytes(Fixtures.TEST + ".parquet"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("x.parquet"), data);
    Optional<Integer> size =
        Hostile.read(SourceException.class, file.toString(), () -> visit(file, 0));
    // Some images may be damaged and others not: each is read for itself, the last one first.
    for (int i = Math.min(10, size.orElse(0)) - 1; i >= 0; i--) {
      int index = i;
      var unused = Hostile.read(SourceException.class, file.toString(), () -> visit(file, index));
    }
  }

  private static int visit(Path file, int index) throws IOException {
    try (ParquetSource source = ParquetSource.open(file, Optional.of(new ImageSize(3, 5)))) {
      int label = source.read(Split.TRAIN, index, new byte[source.shape().bytes()]);
      if (!source.classes().contains(label)) {
        throw new AssertionError("label " + label + " of " + source.classes().size());
      }
      return source.size(Split.TRAIN);
    }
  }
}
