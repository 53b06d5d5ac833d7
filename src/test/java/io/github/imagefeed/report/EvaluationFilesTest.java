package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.ConfusionMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationFilesTest {

  private static final List<String> CLASSES = List.of("cat", "a \"dog\", wet");

  private static final ConfusionMatrix MATRIX =
      new ConfusionMatrix(CLASSES, new long[][] {{1, 1}, {0, 0}});

  @TempDir Path folder;

  private void write(Optional<Path> predictions, Optional<Path> confusion) throws IOException {
    try (EvaluationFiles files = EvaluationFiles.create(predictions, confusion, CLASSES)) {
      files.image(0, 0, 0, 0.75f);
      files.image(1, 0, 1, 1e-9f);
      files.finish(MATRIX);
    }
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesBoth() throws IOException {
    Path predictions = folder.resolve("deep/er/p.csv");
    Path confusion = folder.resolve("c.csv");
    for (int again = 0; again < 2; again++) {
      write(Optional.of(predictions), Optional.of(confusion));
      assertEquals(
          """
          index,label,class,predicted,predicted_class,probability
          0,0,cat,0,cat,0.75
          1,0,cat,1,"a ""dog"", wet",1.0E-9
          """,
          Files.readString(predictions));
      assertEquals(
          """
          label,class,cat,"a ""dog"", wet"
          0,cat,1,1
          1,"a ""dog"", wet",0,0
          """,
          Files.readString(confusion));
      assertEquals(List.of("c.csv", "deep"), left());
    }
  }

  @Test
  void writesNoneThatIsNotAskedFor() throws IOException {
    write(Optional.empty(), Optional.empty());
    assertEquals(List.of(), left());
  }

  @Test
  void leavesNothingOfAnEvaluationThatFails() throws IOException {
    Path predictions = folder.resolve("p.csv");
    EvaluationFiles.create(Optional.of(predictions), Optional.of(folder.resolve("c.csv")), CLASSES)
        .close();
    assertEquals(List.of(), left());
    assertThrows(
        IOException.class,
        () -> EvaluationFiles.create(Optional.of(predictions), Optional.of(folder), CLASSES));
    assertEquals(List.of(), left());
  }

  /** A slip of the pen must not cost a store or somebody's table. */
  @Test
  void replacesNothingElse() throws IOException {
    Path mine = folder.resolve("mine");
    for (String text : List.of("", "index,label", "name,age\nme,5\n", "label,class,cat\n")) {
      Files.writeString(mine, text);
      IOException e =
          assertThrows(IOException.class, () -> write(Optional.of(mine), Optional.empty()), text);
      assertTrue(e.getMessage().contains(mine.toString()), e.getMessage());
      assertEquals(text, Files.readString(mine));
    }
    assertThrows(IOException.class, () -> write(Optional.of(folder), Optional.empty()));
    assertThrows(
        IOException.class, () -> write(Optional.of(mine.resolve("p.csv")), Optional.empty()));
    assertEquals(List.of("mine"), left());
  }
}
