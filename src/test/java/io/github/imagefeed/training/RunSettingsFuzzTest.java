package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** How a run was started: {@code run.json}. */
final class RunSettingsFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    RunFolder run = new RunFolder(at);
    new RunSettings(
            Recipe.of(2, 3, 1),
            Devices.parse("gpu0,gpu1"),
            Path.of("train.h5"),
            Optional.of(Path.of("test.h5")),
            new Training.Options(CheckpointSchedule.DEFAULT, OptionalInt.of(3), true))
        .write(run);
    return Stream.of(Files.readAllBytes(run.settings()));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    RunFolder run = new RunFolder(folder);
    Path file = Files.write(run.settings(), data);
    Optional<RunSettings> found =
        Hostile.read(IOException.class, file.toString(), () -> RunSettings.read(run));
    if (found.isPresent()) {
      found.get().write(run);
      assertEquals(found.get(), RunSettings.read(run));
    }
  }
}
