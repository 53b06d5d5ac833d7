package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The log of a training that is gone on with after two epochs. */
final class EpochCsvFuzzTest {

  private static final List<String> COLUMNS = List.of("epoch", "loss");

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of("epoch,loss\n1,0.5\n2,0.25\n3,0.125\n4,0.\n", "epoch,loss\n1,\"a\"\"b\"\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void resume(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("log.csv"), data);
    boolean resumed =
        Hostile.read(
                IOException.class,
                file.toString(),
                () -> {
                  try (EpochCsv log = EpochCsv.resume(file, COLUMNS, 2)) {
                    log.append(Map.of("epoch", 3, "loss", 1.0));
                  }
                  return true;
                })
            .isPresent();
    if (resumed) {
      assertTrue(Files.readString(file).startsWith("epoch,loss\n"));
      assertTrue(Files.readString(file).endsWith("3,1.0\n"));
      EpochCsv.resume(file, COLUMNS, 3).close();
    } else {
      assertArrayEquals(data, Files.readAllBytes(file), "stays as it was");
    }
  }
}
