package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.measure.Environment;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code advise} as a user runs it. */
final class AdviseTest {

  private static final String[] IMAGENET = {"advise", "--shape", "224x224x3", "--count", "1200000"};

  @TempDir Path folder;

  private static Program.Run done(String... arguments) {
    Program.Run run = Program.here(arguments);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  private static void assertFails(int code, String words, String... arguments) {
    Program.Run run = Program.here(arguments);
    assertEquals(code, run.code(), run.toString());
    assertTrue(run.err().startsWith("imagefeed: "), run.toString());
    assertTrue(run.err().contains(words), "expected '" + words + "' from " + run);
    assertFalse(run.err().contains("\tat "), run.toString());
    assertEquals("", run.out());
  }

  private static String[] with(String... more) {
    return Stream.concat(Stream.of(IMAGENET), Stream.of(more)).toArray(String[]::new);
  }

  /** The built-in run's figures under another name. */
  private static RunResult reference(String command, String started, Map<String, String> machine)
      throws IOException {
    try (var in = StorageBasis.class.getResourceAsStream("reference-storage.json")) {
      String text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      RunResult built = ResultsJson.parse(text, "built-in");
      RunInfo run = built.run();
      return new RunResult(
          new RunInfo(command, started, run.dataset(), machine, run.versions(), run.options()),
          built.measurements());
    }
  }

  private Path file(String name, RunResult result) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ResultsJson.write(result, file);
    return file;
  }

  private static RunResult withFew(RunResult result, int measurements) {
    List<Measurement> few = result.measurements().subList(0, measurements);
    return new RunResult(result.run(), few);
  }

  @Test
  void builtInRunServesAndIsNamedAsSuch() throws IOException {
    StorageBasis basis = StorageBasis.builtIn();
    assertFalse(basis.ofThisMachine());
    assertEquals(Formats.usual(), basis.run().formats());
  }

  @Test
  void predictsFromANamedRunOfAnotherMachine() throws IOException {
    Path file = file("other/results.json", reference("storage", "2026-01-01T00:00:00Z", Map.of()));
    Program.Run run = done(with("--run", file.getParent().toString()));
    run.requireText(
        "1,200,000 images of 224x224x3, 180,633.6 MB of pixels",
        "LMDB keeps blocks of 2 images, map size 181,",
        "In memory",
        "Beyond memory",
        "store the set as",
        "read it block-shuffled",
        file.toString() + ", a run of 2026-01-01T00:00:00Z",
        "measured on another machine: trust ratios, not seconds",
        "largest set measured");
    assertTrue(
        Pattern.compile("(?m)^hdf5 +180,643\\.2 +180,643\\.2 ").matcher(run.out()).find(),
        run.out());
    assertTrue(run.out().lines().allMatch(line -> line.length() <= 100), run.out());
    assertEquals(run.out(), done(with("--run", file.toString())).out());
  }

  /**
   * HDF5 reads this shuffled 1.2 times as quickly as LMDB, from a run that fits worse than that.
   */
  @Test
  void saysWhereTheOrderMayTurn() throws IOException {
    RunResult built = reference("storage", "2026-01-01T00:00:00Z", Map.of());
    double hdf5 = shuffled(built, "hdf5").median();
    Measurement lmdb = shuffled(built, "lmdb");
    List<Measurement> near =
        built.measurements().stream()
            .map(m -> m.equals(lmdb) ? withSample(m, hdf5 * 1.2) : m)
            .toList();
    String run = file("near.json", new RunResult(built.run(), near)).toString();
    done("advise", "--shape", "32x32", "--count", "10000", "--run", run)
        .requireText("factor of 1.40 only, so LMDB may be as quick as HDF5.");
  }

  private static Measurement shuffled(RunResult run, String format) {
    return run.measurements().stream()
        .filter(m -> m.name().equals("store_read") && m.format().equals(format))
        .filter(m -> m.order().equals("shuffled"))
        .filter(m -> m.settings().keySet().equals(java.util.Set.of("images", "size")))
        .findFirst()
        .orElseThrow();
  }

  private static Measurement withSample(Measurement m, double seconds) {
    return new Measurement(
        m.name(), m.format(), m.order(), m.settings(), m.unit(), List.of(seconds));
  }

  @Test
  void knowsARunOfThisMachine() throws IOException {
    Map<String, String> here = StorageBasis.thisMachine();
    Path file = file("here.json", reference("storage", "2026-01-01T00:00:00Z", here));
    Program.Run run = done(with("--run", file.toString()));
    run.requireText("which is this machine");
    assertFalse(run.text().contains("trust ratios"), run.out());
  }

  @Test
  void saysWhatIsNotExtrapolated() throws IOException {
    Path file = file("r.json", reference("storage", "2026-01-01T00:00:00Z", Map.of()));
    Program.Run run =
        done("advise", "--shape", "32x32", "--count", "1000", "--run", file.toString());
    run.requireText("1,000 images of 32x32x3", "In memory (this set, on this machine)");
    assertFalse(run.text().contains("Extrapolated"), run.out());
    done("advise", "--shape", "16x16x1", "--count", "1000", "--run", file.toString())
        .requireText("smallest image measured 32x32x3");
  }

  @Test
  void takesShapeAndCountFromData() throws IOException {
    String run = file("r.json", reference("storage", "2026-01-01T00:00:00Z", Map.of())).toString();
    done("advise", "--data", "synthetic", "--run", run)
        .requireText("50,000 images of 32x32x3, 153.6 MB");
    done("advise", "--data", "synthetic", "--shape", "64x48", "--count", "7", "--run", run)
        .requireText("7 images of 64x48x3");
    Path cats = Files.createDirectories(folder.resolve("images/cat"));
    image(cats.resolve("a.png"), 9, 8);
    image(cats.resolve("b.png"), 9, 8);
    String images = folder.resolve("images").toString();
    done("advise", "--data", images, "--run", run).requireText("2 images of 8x9x3");
    done("advise", "--data", images, "--count", "1000", "--run", run)
        .requireText("1,000 images of 8x9x3");
    image(cats.resolve("c.png"), 4, 4);
    done("advise", "--data", images, "--size", "16x16", "--run", run)
        .requireText("3 images of 16x16x3");
    assertFails(1, "no such file", "advise", "--data", folder.resolve("no").toString());
  }

  private static void image(Path file, int width, int height) throws IOException {
    var image =
        new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_INT_RGB);
    assertTrue(javax.imageio.ImageIO.write(image, "png", file.toFile()));
  }

  @Test
  void wrongUsage() {
    assertFails(2, "--shape and --count are needed", "advise");
    assertFails(2, "--shape and --count are needed", "advise", "--count", "5");
    assertFails(2, "as in 224x224x3", "advise", "--shape", "224", "--count", "5");
    assertFails(2, "as in 224x224x3", "advise", "--shape", "1x2x3x4", "--count", "5");
    assertFails(2, "height is 0", "advise", "--shape", "0x32", "--count", "5");
    assertFails(2, "channels is 4", "advise", "--shape", "32x32x4", "--count", "5");
    assertFails(2, "width is 999999999", "advise", "--shape", "1x999999999", "--count", "5");
    assertFails(2, "--count is 0", "advise", "--shape", "32x32", "--count", "0");
    assertFails(2, "--count is 2147483648", "advise", "--shape", "32x32", "--count", "2147483648");
    assertFails(2, "--count", "advise", "--shape", "32x32", "--count", "many");
  }

  @Test
  void formatsThatCannotHoldTheSetAreNamedAndLeftOut() throws IOException {
    String run = file("r.json", reference("storage", "2026-01-01T00:00:00Z", Map.of())).toString();
    Program.Run many =
        done("advise", "--shape", "1024x1024x3", "--count", "150000000", "--run", run);
    many.requireText(
        "150,000,000 images of 1024x1024x3, 471,859.2 GB of pixels",
        "LMDB cannot hold this set as it writes by default: 150000000 images in blocks of 1 are",
        "GB GB s in order, s",
        "store the set as");
    assertFalse(Pattern.compile("(?m)^lmdb ").matcher(many.out()).find(), many.out());
    assertTrue(Pattern.compile("(?m)^hdf5 +471,8").matcher(many.out()).find(), many.out());
    done("advise", "--shape", "16384x16384x3", "--count", "2147483647", "--run", run)
        .requireText("1,729,382.3 TB of pixels", "LMDB cannot hold");
  }

  @Test
  void formatsThatTheRunLacksAreNamedAtTheTop() throws IOException {
    RunResult all = reference("storage", "2026-01-01T00:00:00Z", Map.of());
    List<Measurement> some =
        all.measurements().stream().filter(m -> !m.format().equals("png")).toList();
    String run = file("some.json", new RunResult(all.run(), some)).toString();
    List<String> lines = done(with("--run", run)).out().lines().toList();
    String line = "Not compared, since the run that this is predicted from has not timed it: PNG.";
    assertTrue(lines.indexOf(line) > 0 && lines.indexOf(line) < 5, lines.toString());
  }

  @Test
  void runsThatCannotServe() throws IOException {
    RunResult good = reference("storage", "2026-01-01T00:00:00Z", Map.of());
    assertFails(1, "does not exist", with("--run", folder.resolve("none").toString()));
    Path compare = file("compare.json", reference("compare", "2026-01-01T00:00:00Z", Map.of()));
    assertFails(1, compare + " is a run of 'compare'", with("--run", compare.toString()));
    Path poor = file("poor.json", withFew(good, 20));
    assertFails(1, poor.toString(), with("--run", poor.toString()));
    assertFails(1, "'imagefeed storage --budget", with("--run", poor.toString()));
    Path text = Files.writeString(folder.resolve("text.json"), "no JSON");
    assertFails(1, text.toString(), with("--run", text.toString()));
  }

  /** A process of its own, since {@code data/results} is where the program is started. */
  @Test
  void findsTheNewestRunOfThisMachineThatServes() throws Exception {
    Program.Run without = program();
    without.requireText("Basis: the built-in reference", "trust ratios, not seconds");
    file("data/results/20251231-000000/results.json", reference("storage", "2025", Map.of()));
    Program.Run foreign = program();
    foreign.requireText("Basis: the built-in reference");
    assertTrue(foreign.err().contains("1 run of 'storage' on other machines"), foreign.err());
    Map<String, String> here = Environment.machine(folder);
    String day = "2026-01-0";
    file("data/results/20260101-000000/results.json", reference("storage", day + "1", here));
    file("data/results/20260102-000000/results.json", reference("storage", day + "2", here));
    file("data/results/20260103-000000/results.json", reference("storage", day + "3", Map.of()));
    file("data/results/20260104-000000/results.json", reference("compare", day + "4", here));
    RunResult poor = withFew(reference("storage", day + "5", here), 20);
    file("data/results/20260105-000000/results.json", poor);
    file("data/results/20260106-000000/results.json", poor);
    Files.writeString(folder.resolve("data/results/20260106-000000/results.json"), "no JSON");
    file("data/results/20260107-000000/results.json", poor);
    Program.Run found = program();
    found.requireText("a run of 2026-01-02 on", "which is this machine");
    assertTrue(found.err().contains("3 newer runs too small"), found.err());
    assertTrue(found.err().contains("20260107-000000"), found.err());
    assertEquals(1, found.err().lines().count(), "others are passed over in silence: " + found);
  }

  private Program.Run program() throws IOException, InterruptedException {
    Program program = new Program(folder);
    Program.Run run = program.end(program.start("advise", "--shape", "64x64", "--count", "1000"));
    assertEquals(0, run.code(), run.toString());
    return run;
  }
}
