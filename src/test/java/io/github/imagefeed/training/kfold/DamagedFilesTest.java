package io.github.imagefeed.training.kfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a disk or an editor has spoilt must be named, however deep the fault lies. */
final class DamagedFilesTest {

  @TempDir Path folder;

  private void assertDamaged(String text, String what, boolean outcome) throws IOException {
    Path file = Files.writeString(folder.resolve("some.json"), text);
    IOException e =
        assertThrows(
            StoreException.class,
            () -> {
              if (outcome) {
                FoldOutcome.read(file);
              } else {
                ExperimentFile.read(file);
              }
            },
            text);
    assertTrue(e.getMessage().startsWith(file + ": damaged"), e.getMessage());
    assertTrue(e.getMessage().contains(what), e.getMessage());
  }

  @Test
  void experiments() throws IOException {
    CrossValidation whole = Experiments.of(3);
    Path good = folder.resolve("good.json");
    ExperimentFile.write(whole, good);
    assertEquals(whole, ExperimentFile.read(good));
    String text = Files.readString(good);
    assertDamaged("", "empty", false);
    assertDamaged(text.substring(0, text.length() / 2), "", false);
    assertDamaged(text.replace("\"epochs\": 1", "\"epochs\": 0"), "epochs is 0", false);
    assertDamaged(text.replace("\"epochs\": 1", "\"epochs\": \"x\""), "x", false);
    assertDamaged("{\"unknown\":" + "[".repeat(1_000_000), "255", false);
    assertDamaged(text.replace("\"folds\": 3", "\"folds\": 1"), "folds are 1", false);
    assertDamaged(text.replace("\"device\"", "\"other\""), "'device' is missing", false);
    assertDamaged(
        text.replace("\"checkpointEvery\": \"300s\"", "\"checkpointEvery\": \"x\""), "'x'", false);
  }

  @Test
  void outcomes() throws IOException {
    Path good = folder.resolve("good.json");
    FoldOutcome whole = new FoldOutcome(1, 2, 10, 7, List.of(0.5, 0.7), 1.5, 0.1, "abc");
    whole.write(good);
    assertEquals(whole, FoldOutcome.read(good));
    String text = Files.readString(good);
    assertDamaged("", "empty", true);
    assertDamaged("{}", "remove it to train the fold again", true);
    assertDamaged("[1]", "remove it", true);
    assertDamaged(text.replace("\"images\": 10", "\"images\": 6"), "7 of 6 images", true);
    assertDamaged(text.replace("\"fold\": 2", "\"fold\": 0"), "fold 0", true);
    assertDamaged(text.replace("accuracies", "others"), "accuracies are missing", true);
    assertDamaged(text.replace("\"parameters\"", "\"other\""), "digest of the parameters", true);
  }
}
