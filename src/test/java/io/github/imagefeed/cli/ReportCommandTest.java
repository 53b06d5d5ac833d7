package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user calls it, in this process. */
final class ReportCommandTest {

  private static final String EXAMPLE = "/io/github/imagefeed/report/example-storage.json";

  @TempDir Path folder;
  private Path results;

  private static Program.Run run(Object... arguments) {
    return Program.here(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  @BeforeEach
  void copyResults() throws IOException, URISyntaxException {
    results = Files.createDirectories(folder.resolve("run")).resolve("results.json");
    Path example = Path.of(ReportCommandTest.class.getResource(EXAMPLE).toURI());
    Files.copy(example, results);
  }

  @Test
  void writesThePageBesideTheResultsAndSaysWhere() throws Exception {
    Program.Run run = run("report", results.getParent());
    assertEquals(0, run.code(), run.toString());
    Path page = results.resolveSibling("report.html");
    assertEquals(page.toString(), run.out().strip());
    assertTrue(Files.readString(page).contains("Of stores of 100,000 images"), "the summary");
    assertTrue(Files.size(page) < 500_000, "small enough to send: " + Files.size(page));
  }

  @Test
  void writesPlotsAsFilesOfBothKinds() throws Exception {
    Path plots = folder.resolve("plots");
    Program.Run run = run("report", results, "--out", folder.resolve("a/b.html"), "--plots", plots);
    assertEquals(0, run.code(), run.toString());
    assertTrue(Files.exists(folder.resolve("a/b.html")), run.toString());
    assertTrue(Files.readString(plots.resolve("disk.svg")).contains("pixels alone"), "a legend");
    assertTrue(Files.size(plots.resolve("disk.png")) > 1000, "a picture");
    assertTrue(run.err().startsWith("20 plots"), run.err());
    try (Stream<Path> files = Files.list(plots)) {
      assertEquals(40, files.count());
    }
  }

  @Test
  void comparesTwoRuns() throws Exception {
    Path other = Files.copy(results, folder.resolve("other.json"));
    Path page = folder.resolve("both.html");
    Program.Run run = run("report", results, other, "--out", page);
    assertEquals(0, run.code(), run.toString());
    String text = Files.readString(page);
    assertTrue(text.contains("none differs by more than the noise"), "a run is like itself");
  }

  @Test
  void saysWhatIsWrongWithARun() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    assertFails(List.of("notes.txt", "expected the JSON of a run's results"), text);
    Path list = Files.writeString(folder.resolve("list.json"), "[1]");
    assertFails(List.of("list.json", "expected an object"), list);
    assertFails(List.of("missing.json", "does not exist"), folder.resolve("missing.json"));
    assertFails(List.of("holds no results.json"), folder);
    assertFalse(Files.exists(folder.resolve("report.html")), "no page without results");
  }

  @Test
  void replacesOnlyPagesAndPlotsOfItsOwn() throws Exception {
    String samples = Files.readString(results);
    Path link = Files.createSymbolicLink(folder.resolve("link.html"), results);
    Path dotted = folder.resolve("run/../run/results.json");
    for (Path out : List.of(results, link, dotted)) {
      assertRefused(List.of(out.toString(), "needed for this report", "--out"), "--out", out);
    }
    Path precious = Files.writeString(folder.resolve("precious.txt"), "years of work");
    assertRefused(List.of("precious.txt", "no page of imagefeed", "--out"), "--out", precious);
    assertRefused(List.of("is a folder", "--out"), "--out", folder);
    Path plots = Files.createDirectories(folder.resolve("plots"));
    Path drawing = Files.writeString(plots.resolve("disk.png"), "not a picture");
    assertRefused(List.of("disk.png", "no plot of imagefeed", "--plots"), "--plots", plots);
    assertEquals("years of work", Files.readString(precious));
    assertEquals("not a picture", Files.readString(drawing));
    assertEquals(samples, Files.readString(results));
    assertFalse(Files.exists(results.resolveSibling("report.html")), "refused before it writes");
    Files.delete(drawing);
    for (int i = 0; i < 2; i++) {
      Program.Run run = run("report", results, "--plots", plots);
      assertEquals(0, run.code(), "its own files are replaced: " + run);
    }
    Path page = plots.resolve("disk.svg");
    Files.delete(page);
    assertRefused(List.of("disk.svg", "--plots"), "--plots", plots, "--out", page);
  }

  private void assertRefused(List<String> words, Object... options) {
    Program.Run run =
        run(Stream.concat(Stream.of("report", results), Stream.of(options)).toArray());
    assertEquals(1, run.code(), run.toString());
    words.forEach(word -> assertTrue(run.err().contains(word), word + " in " + run));
    assertEquals(1, run.err().lines().count(), run.toString());
  }

  private static void assertFails(List<String> words, Path argument) {
    Program.Run run = run("report", argument);
    assertEquals(1, run.code(), run.toString());
    words.forEach(word -> assertTrue(run.err().contains(word), word + " in " + run));
    assertEquals(1, run.err().lines().count(), run.toString());
  }
}
