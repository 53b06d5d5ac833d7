package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that is read is written as what it was read from. */
final class ResultsJsonFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path file = at.resolve("results.json");
    ResultsJson.write(
        Runs.of(
            Runs.disk("hdf5", 154_236_416),
            Runs.shuffled("png", java.util.Map.of("workers", "2"), 0.07, Double.NaN)),
        file);
    return Stream.of(Files.readAllBytes(file));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("results.json"), data);
    Optional<RunResult> found =
        Hostile.read(IOException.class, file.toString(), () -> ResultsJson.read(file));
    if (found.isPresent()) {
      Path again = folder.resolve("again.json");
      ResultsJson.write(found.get(), again);
      assertEquals(found.get(), ResultsJson.read(again));
    }
  }
}
