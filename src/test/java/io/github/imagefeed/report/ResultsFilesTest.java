package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsFilesTest {

  private static final Instant TIME = Instant.parse("2026-11-23T19:30:00.9Z");

  @TempDir Path folder;

  /** A clock that was a year ahead must not have its runs taken for the newest all that year. */
  @Test
  void runsOfATimeToComeAreNotTheNewest(@TempDir Path runs) throws IOException {
    List<String> names =
        List.of(
            "mine", // a user's own name
            "20261126-050000-2",
            "20261126-050000",
            "20251126-040000",
            "20271126-040000",
            "20261126-050001");
    for (String name : names) {
      Files.createFile(Files.createDirectories(runs.resolve(name)).resolve("results.json"));
    }
    assertEquals(
        names,
        RunFiles.newestFirst(runs, Instant.parse("2026-11-26T05:00:00Z")).stream()
            .map(file -> file.getParent().getFileName().toString())
            .toList());
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("workers", "2");
    settings.put("block", "64 images");
    RunResult run =
        new RunResult(
            Runs.info(),
            List.of(
                Runs.shuffled("lmdb", settings, 0.1, 1.0 / 3, 1e-300),
                Runs.disk("größe \"x\"", 156_789_012_345.0),
                Runs.share("train_loss", "png", Double.NaN, Double.NEGATIVE_INFINITY, 1e300)),
            List.of("100,000 images of PNG were left out", "and more"));
    Path file = ResultsFiles.writeNew(run, folder.resolve("a/b"), TIME).json();
    RunResult read = ResultsJson.read(file);
    assertEquals(run, read);
    assertEquals("lmdb workers=2 block=64 images", read.measurements().get(0).label());
    String text = Files.readString(file);
    assertTrue(text.contains("156789012345"), text);
    assertEquals(1, text.split("\"order\"", -1).length - 1, text);
  }

  @Test
  void keepsTheOrderOfFields() throws IOException {
    Path file = folder.resolve("r.json");
    ResultsJson.write(Runs.of(), file);
    assertEquals(
        List.of("description", "train", "test", "shape"),
        List.copyOf(ResultsJson.read(file).run().dataset().keySet()));
  }

  @Test
  void givesEveryRunItsOwnFolder() throws IOException {
    for (String name : List.of("20261123-193000", "20261123-193000-2", "20261123-193000-3")) {
      ResultsFiles files = ResultsFiles.writeNew(Runs.full(), folder, TIME);
      assertEquals(folder.resolve(name).resolve("results.json"), files.json());
      assertEquals(folder.resolve(name).resolve("results.csv"), files.csv());
      try (var entries = Files.list(files.csv().getParent())) {
        assertEquals(2, entries.count(), "temporary files left");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"x/run.json, run.csv", "run.JSON, run.csv", "run, run.csv", "a.csv, a.csv.csv"})
  void putsTheCsvBesideTheJson(String json, String csv) throws IOException {
    ResultsFiles files = ResultsFiles.writeTo(Runs.full(), folder.resolve(json));
    assertEquals(csv, files.csv().getFileName().toString());
    assertTrue(Files.exists(files.json()) && Files.exists(files.csv()));
  }

  @Test
  void quotesCsvCells() throws IOException {
    Path file = folder.resolve("r.csv");
    ResultsCsv.write(
        Runs.of(
            Runs.load("a,\"b\"", "", 0.5, 2), Runs.shuffled("lmdb", Map.of("workers", "2"), 0.25)),
        file);
    assertEquals(
        """
        name,format,order,settings,unit,sample,value
        epoch_load,"a,""b""\",,,s,1,0.5
        epoch_load,"a,""b""\",,,s,2,2.0
        epoch_load,lmdb,shuffled,workers=2,s,1,0.25
        """,
        Files.readString(file));
  }

  @Test
  void namesTheFileThatCannotBeWritten() throws IOException {
    Path blocked = Files.writeString(folder.resolve("file"), "");
    Path target = blocked.resolve("r.json");
    String message =
        assertThrows(IOException.class, () -> ResultsJson.write(Runs.full(), target)).getMessage();
    assertEquals("cannot write " + target + ": exists already: " + blocked, message);
    Path taken = Files.createDirectory(folder.resolve("taken.json"));
    assertThrows(IOException.class, () -> ResultsJson.write(Runs.full(), taken));
    assertFalse(Files.exists(folder.resolve("taken.json.tmp")));
    message =
        assertThrows(IOException.class, () -> ResultsFiles.writeNew(Runs.full(), blocked, TIME))
            .getMessage();
    assertTrue(message.startsWith("cannot make a results folder in " + blocked), message);
  }

  @Test
  void aMillionBracketsAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("r.json"), "[".repeat(1_000_000));
    String message = assertThrows(IOException.class, () -> ResultsJson.read(file)).getMessage();
    assertTrue(message.startsWith(file + " is damaged"), message);
    assertTrue(message.contains("255"), message);
  }

  @Test
  void aFileOfGigabytesIsRefused() throws IOException {
    Path file = folder.resolve("r.json");
    try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30); // takes no space on the disk
    }
    String message = assertThrows(IOException.class, () -> ResultsJson.read(file)).getMessage();
    assertTrue(message.endsWith("3221225472 bytes, expected at most 268435456"), message);
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    Path file = folder.resolve("none.json");
    String message = assertThrows(IOException.class, () -> ResultsJson.read(file)).getMessage();
    assertTrue(message.startsWith("cannot read results from " + file), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "'' | FILE is damaged, expected the JSON of a run's results: ",
        "{\"run\": | FILE is damaged, expected the JSON of a run's results: ",
        "{} {} | FILE is damaged, expected the JSON of a run's results: ",
        "[] | FILE: is [], expected an object",
        "{} | FILE: run is missing, expected an object",
        "{\"run\": 3} | FILE: run is 3, expected an object",
        "{\"run\": RUN} | FILE: measurements is missing, expected an array",
        "{\"run\": RUN, \"measurements\": {}} | FILE: measurements is {}, expected an array",
        "{\"run\": RUN, \"measurements\": [7]} | FILE: measurements[0] is 7, expected an object",
        "{\"run\": RUN, \"measurements\": [{\"samples\": []}]}"
            + " | FILE: measurements[0].samples is [], expected at least one number",
        "{\"run\": RUN, \"measurements\": [{\"samples\": [1, \"2\"]}]}"
            + " | FILE: measurements[0].samples[1] is \"2\", expected a number",
        "{\"run\": RUN, \"measurements\": [{\"samples\": [1]}]}"
            + " | FILE: measurements[0].name is missing, expected a string",
        "{\"run\": RUN, \"measurements\": [{\"samples\": [1], \"name\": 1}]}"
            + " | FILE: measurements[0].name is 1, expected a string",
      })
  void saysWhatIsWrongWithAFile(String text, String message) throws IOException {
    String run =
        "{\"command\": \"load\", \"started\": \"\", \"dataset\": {}, \"machine\": {},"
            + " \"versions\": {}, \"options\": {}}";
    Path file = Files.writeString(folder.resolve("r.json"), text.replace("RUN", run));
    String found = assertThrows(IOException.class, () -> ResultsJson.read(file)).getMessage();
    String expected = message.replace("FILE", file.toString());
    assertTrue(found.startsWith(expected), found + " should start with " + expected);
  }

  @Test
  void saysWithoutGsonsHintsThatItIsNoResultsFile() throws IOException {
    Path csv = Files.writeString(folder.resolve("results.csv"), "name,format\n");
    String message = assertThrows(IOException.class, () -> ResultsJson.read(csv)).getMessage();
    assertTrue(message.startsWith(csv + " is damaged, expected the JSON"), message);
    assertTrue(message.contains("malformed JSON at line 1"), message);
    assertFalse(message.contains("JsonReader"), message);
    Path binary = Files.write(folder.resolve("a.jar"), new byte[] {'P', 'K', (byte) 0xff, 3});
    assertEquals(
        binary + " is no text, expected a run's results.json",
        assertThrows(IOException.class, () -> ResultsJson.read(binary)).getMessage());
  }
}
