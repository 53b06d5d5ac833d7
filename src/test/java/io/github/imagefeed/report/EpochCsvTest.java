package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EpochCsvTest {

  private static final List<String> COLUMNS = List.of("epoch", "loss", "test accuracy, \"%\"");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("log.csv");
  }

  private void write(int epochs) throws IOException {
    try (EpochCsv log = EpochCsv.create(file, COLUMNS)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        log.append(Map.of("epoch", epoch, "loss", 1.0 / epoch));
      }
    }
  }

  @Test
  void growsByALineAnEpoch() throws IOException {
    try (EpochCsv log = EpochCsv.create(file, COLUMNS)) {
      assertEquals("epoch,loss,\"test accuracy, \"\"%\"\"\"\n", Files.readString(file));
      log.append(Map.of("epoch", 1, "loss", 1.0 / 3));
      log.append(Map.of("test accuracy, \"%\"", "none", "epoch", 2, "loss", Double.NaN));
      assertEquals( // before it is closed
          "epoch,loss,\"test accuracy, \"\"%\"\"\"\n1,0.3333333333333333,\n2,NaN,none\n",
          Files.readString(file));
    }
  }

  @Test
  void goesOnAfterTheCheckpoint() throws IOException {
    write(5);
    List<String> before = Files.readAllLines(file);
    try (EpochCsv log = EpochCsv.resume(file, COLUMNS, 3)) {
      assertEquals(before.subList(0, 4), Files.readAllLines(file));
      assertThrows(IllegalArgumentException.class, () -> log.append(Map.of("epoch", 3)));
      log.append(Map.of("epoch", 4, "loss", 9));
    }
    assertEquals("4,9,", Files.readAllLines(file).get(4));
    EpochCsv.resume(file, COLUMNS, 9).close();
    assertEquals(5, Files.readAllLines(file).size(), "all are kept");
    EpochCsv.resume(file, COLUMNS, 0).close();
    assertEquals(before.subList(0, 1), Files.readAllLines(file));
    Files.delete(file);
    EpochCsv.resume(file, COLUMNS, 3).close();
    assertEquals(before.subList(0, 1), Files.readAllLines(file));
  }

  @Test
  void dropsALineThatWasCut() throws IOException {
    write(2);
    List<String> whole = Files.readAllLines(file);
    Files.writeString(file, "3,0.5,0.12", StandardOpenOption.APPEND);
    EpochCsv.resume(file, COLUMNS, 7).close();
    assertEquals(whole, Files.readAllLines(file));
  }

  /** A run must not be lost for a log in which nothing stands. */
  @Test
  void beginsAnewWhereItWasKilledAtTheBeginning() throws IOException {
    write(0);
    String header = Files.readString(file);
    for (int length = 0; length < header.length(); length++) {
      Files.writeString(file, header.substring(0, length));
      EpochCsv.resume(file, COLUMNS, 3).close();
      assertEquals(header, Files.readString(file));
    }
  }

  @Test
  void refusesOtherFilesAndLeavesThem() throws IOException {
    write(2);
    String text = Files.readString(file);
    IOException e =
        assertThrows(
            IOException.class, () -> EpochCsv.resume(file, List.of("epoch", "accuracy"), 2));
    assertTrue(e.getMessage().contains("log.csv"), e.getMessage());
    assertTrue(e.getMessage().contains("loss"), e.getMessage());
    assertTrue(e.getMessage().contains("accuracy"), e.getMessage());
    assertThrows(FileAlreadyExistsException.class, () -> EpochCsv.create(file, COLUMNS));
    assertEquals(text, Files.readString(file));
    for (String damage : List.of("one,2,3\n", "3,4\n", "2,3,4\n", "\"3\"x,4,5\n")) {
      Files.writeString(file, text + damage);
      IOException damaged =
          assertThrows(IOException.class, () -> EpochCsv.resume(file, COLUMNS, 9), damage);
      assertTrue(damaged.getMessage().contains("log.csv: damaged"), damaged.getMessage());
      assertEquals(text + damage, Files.readString(file));
    }
    Files.writeString(file, "mine");
    assertThrows(IOException.class, () -> EpochCsv.resume(file, COLUMNS, 9));
    assertEquals("mine", Files.readString(file));
    assertThrows(
        NoSuchFileException.class, () -> EpochCsv.create(folder.resolve("no/log.csv"), COLUMNS));
  }

  @Test
  void refusesValuesThatFitNoColumn() throws IOException {
    try (EpochCsv log = EpochCsv.create(file, COLUMNS)) {
      for (Map<String, ?> values :
          List.of(
              Map.of("loss", 1),
              Map.of("epoch", 0),
              Map.of("epoch", 1.0),
              Map.of("epoch", 1, "los", 2),
              Map.of("epoch", 1, "loss", "a\nb"))) {
        assertThrows(IllegalArgumentException.class, () -> log.append(values), values.toString());
      }
    }
    assertEquals(1, Files.readAllLines(file).size());
    for (List<String> columns :
        List.of(
            List.<String>of(),
            List.of("loss", "epoch"),
            List.of("epoch", "a", "a"),
            List.of("epoch", "a\nb"))) {
      assertThrows(IllegalArgumentException.class, () -> EpochCsv.create(file, columns));
    }
  }
}
