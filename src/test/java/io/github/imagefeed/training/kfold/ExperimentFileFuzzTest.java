package io.github.imagefeed.training.kfold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Both files of a cross-validation, read from the same bytes. */
final class ExperimentFileFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path experiment = at.resolve("experiment.json");
    ExperimentFile.write(Experiments.of(3), experiment);
    Path fold = at.resolve("fold.json");
    new FoldOutcome(1, 2, 10, 7, List.of(0.5, 0.7), 1.5, 0.1, "abc").write(fold);
    return Stream.of(Files.readAllBytes(experiment), Files.readAllBytes(fold));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("some.json"), data);
    Path again = folder.resolve("again.json");
    Optional<CrossValidation> experiment =
        Hostile.read(StoreException.class, file.toString(), () -> ExperimentFile.read(file));
    if (experiment.isPresent()) {
      ExperimentFile.write(experiment.get(), again);
      assertEquals(experiment.get(), ExperimentFile.read(again));
    }
    Optional<FoldOutcome> outcome =
        Hostile.read(StoreException.class, file.toString(), () -> FoldOutcome.read(file));
    if (outcome.isPresent()) {
      outcome.get().write(again);
      assertEquals(outcome.get(), FoldOutcome.read(again));
    }
  }
}
