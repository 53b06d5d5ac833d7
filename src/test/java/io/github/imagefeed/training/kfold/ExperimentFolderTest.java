package io.github.imagefeed.training.kfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.training.kfold.ExperimentFolder.Begun;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExperimentFolderTest {

  private static final CrossValidation WANTED = Experiments.of(3);

  @TempDir Path models;

  private ExperimentFolder folder() {
    return new ExperimentFolder(models.resolve("some"));
  }

  private void finish(int fold) throws IOException {
    FoldId id = new FoldId(1, fold);
    Files.createDirectories(folder().run(id).path());
    new FoldOutcome(1, fold, 10, 7, List.of(0.7), 1, 0.1, "abc").write(folder().outcomeFile(id));
  }

  private boolean isFinished(int fold) throws IOException {
    return folder().outcome(new FoldId(1, fold)).isPresent();
  }

  @Test
  void goesOnWithTheSame() throws IOException {
    assertEquals(Begun.NEW, folder().prepare(WANTED, false));
    finish(1);
    assertEquals(Begun.GOING_ON, folder().prepare(WANTED, false));
    assertEquals(List.of(new FoldId(1, 2), new FoldId(1, 3)), folder().missing(WANTED));
    assertThrows(
        FileAlreadyExistsException.class, () -> folder().prepare(Experiments.of(4), false));
    assertTrue(isFinished(1));
  }

  /** Hours of training must not go because a command is given again as it was. */
  @Test
  void overwritingTheSameKeepsWhatIsThereUntilItIsComplete() throws IOException {
    folder().prepare(WANTED, true);
    finish(1);
    finish(2);
    assertEquals(Begun.GOING_ON, folder().prepare(WANTED, true));
    assertTrue(isFinished(1));
    finish(3);
    assertEquals(Begun.REPLACING, folder().prepare(WANTED, true));
    assertFalse(isFinished(1));
    assertEquals(WANTED, ExperimentFile.read(folder().experiment()));
  }

  @Test
  void overwritesOthersAndDamagedOnes() throws IOException {
    folder().prepare(WANTED, false);
    finish(1);
    assertEquals(Begun.REPLACING, folder().prepare(Experiments.of(4), true));
    assertFalse(isFinished(1));
    Files.writeString(folder().experiment(), "{");
    assertThrows(IOException.class, () -> folder().prepare(WANTED, false));
    assertEquals(Begun.REPLACING, folder().prepare(WANTED, true));
  }

  /** As a process leaves it that is killed before the experiment is written. */
  @Test
  void takesAFolderThatWasOnlyBegun() throws IOException {
    Files.createDirectories(folder().path());
    folder().lock().close();
    Files.writeString(folder().path().resolve(".experiment.json.unfinished"), "{");
    assertEquals(Begun.NEW, folder().prepare(WANTED, false));
  }

  @Test
  void leavesAloneWhatIsNoExperiment() throws IOException {
    Files.createDirectories(folder().path());
    Path mine = Files.writeString(folder().path().resolve("notes"), "mine");
    assertThrows(FileAlreadyExistsException.class, () -> folder().prepare(WANTED, true));
    assertThrows(FileAlreadyExistsException.class, () -> folder().lock());
    assertFalse(Files.exists(folder().path().resolve(".lock")));
    assertEquals("mine", Files.readString(mine));
  }

  @Test
  void oneAtATime() throws IOException {
    Closeable first = folder().lock();
    try (first) {
      assertThrows(IOException.class, () -> folder().lock());
      folder().prepare(WANTED, false);
      finish(1);
      folder().prepare(Experiments.of(4), true);
      assertThrows(IOException.class, () -> folder().lock(), "replacing must keep the lock");
    }
    folder().lock().close();
  }
}
