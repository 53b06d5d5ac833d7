package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.training.Architecture;
import io.github.imagefeed.training.CheckpointSchedule;
import io.github.imagefeed.training.Devices;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.EpochSoFar;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.RunSettings;
import io.github.imagefeed.training.Sha256;
import io.github.imagefeed.training.TrainedModel;
import io.github.imagefeed.training.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Other programs that train, save a checkpoint at each step, and are killed (SIGKILL) near a random
 * step: all that the run's folder then has is of one moment, the last that was saved, and the run
 * ends as one that nobody killed. Where {@link ResumeTest} looks at the end only, this looks at
 * what each kill leaves.
 *
 * <p>The system property {@code imagefeed.kills} is the number of kills; the Maven profile {@code
 * long} sets it.
 */
final class KilledCheckpointTest {

  private static final int KILLS = Integer.getInteger("imagefeed.kills", 3);

  /** A step takes some milliseconds, its checkpoint as many, the end of an epoch more. */
  private static final int STEP_MICROS = 40_000;

  private static final int BATCHES = 3;
  private static final int EPOCHS = 4;
  private static final int STEPS = BATCHES * EPOCHS;
  private static final ImageSource SOURCE = new SyntheticSource(8, 8, 90, 40, 4);
  private static final Recipe RECIPE =
      new Recipe(Architecture.SMALL, EPOCHS, 30, 3, Recipe.LEARNING_RATE, 0.9f, 5e-4f, 0.1f, true);
  private static final Training.Options EVERY_BATCH =
      new Training.Options(new CheckpointSchedule(1, Duration.ZERO), OptionalInt.empty(), true);

  @TempDir Path folder;

  /** What the other program says of a step, or of the end of an epoch. */
  private static final String STEP = "step ";

  private static final String EPOCH = "epoch ";

  /** Digests of a run that nobody killed, by step and by epoch; at 0, before the first. */
  private final List<String> parameters = new ArrayList<>();

  private final List<String> lastModels = new ArrayList<>();
  private final List<String> bestModels = new ArrayList<>();
  private List<String> log;

  /** The other program: begins the run, or goes on with it, as the command {@code train} does. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    RunFolder run = new RunFolder(Path.of(arguments[0]));
    Path train = Path.of(arguments[1]);
    Path test = Path.of(arguments[2]);
    try (ImageStore images = Formats.open(train);
        ImageStore others = Formats.open(test);
        Training training =
            Training.open(run, images, Optional.of(others), RECIPE, Devices.CPU, EVERY_BATCH);
        TrainingShow show =
            new TrainingShow(
                new Terminal(new PrintWriter(Writer.nullWriter()), false),
                "",
                "test",
                run,
                training,
                () -> false)) {
      new RunSettings(RECIPE, Devices.CPU, train, Optional.of(test), EVERY_BATCH).write(run);
      System.out.println("begin " + training.network().parametersDigest());
      training.run(new Teller(run, training, show));
    }
    System.out.println("end");
  }

  /** Says each step before it is saved, and each epoch when its models are. */
  private record Teller(RunFolder run, Training training, TrainingShow show)
      implements Training.Listener {

    @Override
    public void resumed(EpochSoFar at, String file, List<String> warnings) {
      show.resumed(at, file, warnings);
    }

    @Override
    public void step(EpochSoFar soFar, long total) throws IOException {
      System.out.println(STEP + training.network().parametersDigest());
      show.step(soFar, total);
    }

    @Override
    public void epoch(EpochFigures figures, boolean best) throws IOException {
      show.epoch(figures, best);
      System.out.println(EPOCH + sha(run.last()) + " " + sha(run.best()));
    }

    @Override
    public void stoppedEarly(int epochs) {
      show.stoppedEarly(epochs);
    }
  }

  private static String sha(Path model) throws IOException {
    return Sha256.of(model.resolve("model-0000.params"));
  }

  private Path store(Split split) {
    return folder.resolve(split + ".lmdb");
  }

  private Process start(RunFolder run) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledCheckpointTest.class.getName(),
            run.path().toString(),
            store(Split.TRAIN).toString(),
            store(Split.TEST).toString());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs to its end and returns what it has said. */
  private List<String> end(RunFolder run) throws Exception {
    Process process = start(run);
    try (BufferedReader said = process.inputReader()) {
      List<String> lines = said.lines().toList();
      assertEquals(0, process.waitFor(), lines.toString());
      assertEquals("end", lines.get(lines.size() - 1));
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }

  @BeforeEach
  void trainUndisturbed() throws Exception {
    for (Split split : List.of(Split.TRAIN, Split.TEST)) {
      Import.run(
          SOURCE,
          Selection.of(SOURCE, List.of(split), Integer.MAX_VALUE),
          Formats.named("lmdb", FormatOptions.DEFAULT),
          store(split),
          false,
          done -> {});
    }
    RunFolder whole = new RunFolder(folder.resolve("whole"));
    lastModels.add("none before the first epoch");
    bestModels.add("none before the first epoch");
    for (String line : end(whole)) {
      if (line.startsWith(EPOCH)) {
        lastModels.add(line.split(" ", -1)[1]);
        bestModels.add(line.split(" ", -1)[2]);
      } else if (!line.equals("end")) {
        parameters.add(line.split(" ", -1)[1]);
      }
    }
    assertEquals(STEPS + 1, parameters.size());
    assertEquals(EPOCHS + 1, lastModels.size());
    log = log(whole);
    assertEquals(EPOCHS, log.size());
  }

  /** Epoch, loss, accuracies and digest of each line; not what depends on the time it took. */
  private static List<String> log(RunFolder run) throws IOException {
    Path file = run.path().resolve("log.csv");
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(",", -1);
      lines.add(String.join(",", fields[0], fields[1], fields[2], fields[3], fields[8]));
    }
    return lines.subList(1, lines.size());
  }

  @Test
  void whatAKillLeavesIsOfOneMoment(TestReporter reporter) throws Exception {
    Random random = new Random(7);
    Map<String, Integer> found = new TreeMap<>();
    RunFolder run = new RunFolder(folder.resolve("killed"));
    int saved = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int step = saved + killed(run, 1 + random.nextInt(STEPS - saved), random);
      found.merge(hidden(run).toString(), 1, Integer::sum);
      int now = requireOneMoment(run);
      assertTrue(now == step || now == step - 1, "step " + step + " was done, saved is " + now);
      assertTrue(now >= saved, now + " steps are saved, before it was " + saved);
      assertEquals(List.of(".lock"), hidden(run), "once it is opened");
      saved = now;
      if (saved == STEPS) {
        requireEnded(run);
        Trees.delete(run.path());
        saved = 0;
      }
    }
    end(run);
    requireEnded(run);
    reporter.publishEntry("hidden files left (times), of " + KILLS + " kills", found.toString());
  }

  /**
   * Starts, and kills about then.
   *
   * @param steps after which, as it says them; mostly, there are more
   * @return steps that it has said
   */
  private int killed(RunFolder run, int steps, Random random) throws Exception {
    Process process = start(run);
    int heard = 0;
    try (BufferedReader said = process.inputReader()) {
      String line = "";
      while (heard < steps && line != null) {
        line = said.readLine();
        heard += line != null && line.startsWith(STEP) ? 1 : 0;
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(STEP_MICROS));
      process.toHandle().destroyForcibly(); // Process itself would close what is to be read
      return heard + (int) said.lines().filter(l -> l.startsWith(STEP)).count();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Opens what is there, as going on does, and returns how many steps it goes on from. */
  private int requireOneMoment(RunFolder run) throws IOException {
    List<String> logged = log(run);
    try (ImageStore images = Formats.open(store(Split.TRAIN));
        ImageStore others = Formats.open(store(Split.TEST));
        Training training =
            Training.open(run, images, Optional.of(others), RECIPE, Devices.CPU, EVERY_BATCH)) {
      EpochSoFar at = training.network().soFar();
      int step = (at.epoch() - 1) * BATCHES + at.batches();
      assertEquals(parameters.get(step), training.network().parametersDigest());
      List<EpochFigures> history = training.network().history();
      assertEquals(step / BATCHES, history.size());
      for (EpochFigures figures : history) {
        assertEquals(parameters.get(figures.epoch() * BATCHES), figures.parameters());
      }
      int epochs = history.size();
      assertTrue(logged.size() == epochs || logged.size() == epochs + 1, logged.toString());
      assertEquals(log.subList(0, logged.size()), logged);
      requireModel(run.last(), lastModels, epochs);
      requireModel(run.best(), bestModels, epochs);
      assertEquals(RECIPE, RunSettings.read(run).recipe());
      return step;
    }
  }

  /** Of the epochs that are saved, or already of the one after them. */
  private static void requireModel(Path model, List<String> expected, int epochs)
      throws IOException {
    if (epochs == 0 && !Files.exists(model)) {
      return;
    }
    TrainedModel.load(model).close();
    int next = Math.min(epochs + 1, EPOCHS);
    assertTrue(
        List.of(expected.get(epochs), expected.get(next)).contains(sha(model)),
        model + " is not of epoch " + epochs + " or " + next);
  }

  private void requireEnded(RunFolder run) throws IOException {
    assertEquals(STEPS, requireOneMoment(run));
    assertEquals(log, log(run));
    assertEquals(lastModels.get(EPOCHS), sha(run.last()));
    assertEquals(bestModels.get(EPOCHS), sha(run.best()));
    assertEquals(List.of(".lock"), hidden(run));
    assertEquals(2, names(run.path().resolve("checkpoints"), name -> true).size());
    assertEquals(
        List.of("best", "checkpoints", "last", "log.csv", "run.json"),
        names(run.path(), name -> !name.startsWith(".") && !name.startsWith("events.")));
  }

  private static List<String> hidden(RunFolder run) throws IOException {
    List<String> names =
        new ArrayList<>(names(run.path(), name -> name.startsWith(".") || name.endsWith(".tmp")));
    Path checkpoints = run.path().resolve("checkpoints");
    if (Files.exists(checkpoints)) {
      names.addAll(names(checkpoints, name -> name.startsWith(".")));
    }
    return names;
  }

  private static List<String> names(Path place, Predicate<String> which) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).filter(which).sorted().toList();
    }
  }
}
