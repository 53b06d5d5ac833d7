package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cross-validation as a user runs it. */
final class KFoldCommandTest {

  private static final int IMAGES = 300;

  @TempDir Path folder;

  @BeforeEach
  void writeStores() {
    done("import", "--format=lmdb", "--out=" + folder.resolve("plain.lmdb"));
    for (String format : List.of("hdf5", "png")) {
      done(
          "import",
          "--format=" + format,
          "--folds=3",
          "--out=" + folder.resolve("folded." + format));
    }
  }

  private static void done(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data=synthetic", "--size=8x8", "--count=" + IMAGES));
    Program.Run run = Program.here(all.toArray(String[]::new));
    assertEquals(0, run.code(), run.toString());
  }

  private Process start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("kfold"));
    all.addAll(List.of(arguments));
    return new Program(folder).start(all.toArray(String[]::new));
  }

  private Program.Run run(int code, String... arguments) throws Exception {
    Program.Run run = new Program(folder).end(start(arguments));
    assertEquals(code, run.code(), run.toString());
    assertFalse(run.err().contains("\tat "), run.err());
    return run;
  }

  private Path experiment(String name) {
    return folder.resolve("models").resolve(name);
  }

  /** Which network each fold ended with. */
  private Map<String, String> parameters(String name, int folds) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (int fold = 1; fold <= folds; fold++) {
      Path log = experiment(name).resolve("repeat-1-fold-0" + fold).resolve("log.csv");
      List<String> lines = Files.readAllLines(log);
      String last = lines.get(lines.size() - 1);
      digests.put("fold " + fold, last.substring(last.lastIndexOf(',') + 1));
    }
    return digests;
  }

  /** One plan, read by index views or by ranges, in one process or in several: one result. */
  @Test
  void foldsAreTheSameHoweverTheyAreStoredAndRun() throws Exception {
    String[] how = {"--epochs=2", "--batch=32", "--augment"};
    Program.Run plain =
        run(
            0,
            "--store=plain.lmdb",
            "--folds=3",
            "--name=plain",
            "--json=plain.json",
            how[0],
            how[1],
            how[2]);
    plain.requireText("± ", "3 folds", "Nadeau and Bengio");
    assertFalse(plain.out().contains("by ranges"), plain.out());
    Program.Run ranges =
        run(
            0,
            "--store=folded.hdf5",
            "--name=ranges",
            "--json=ranges.json",
            "--parallel=2",
            how[0],
            how[1],
            how[2]);
    ranges.requireText("by ranges", "by indices", "held out");
    run(0, "--store=folded.png", "--name=files", "--json=files.json", how[0], how[1], how[2]);
    // With one thread each instead of two, sums round otherwise: so that is no part of this.
    assertEquals(parameters("plain", 3), parameters("files", 3));
    assertPredictions("plain", 1);
    assertPredictions("ranges", 1);
    RunResult result = ResultsJson.read(folder.resolve("plain.json"));
    List<Measurement> folds =
        result.measurements().stream().filter(m -> m.settings().containsKey("fold")).toList();
    assertEquals(3, folds.size());
    assertEquals(2, folds.get(0).samples().size(), "one an epoch");
    assertEquals(predictedRight("plain"), right(folds), 1e-9);
    assertTrue(Files.readString(folder.resolve("plain.html")).contains("fold-accuracy"));
  }

  private static double right(List<Measurement> folds) {
    return folds.stream().mapToDouble(Measurement::last).sum() / folds.size();
  }

  private double predictedRight(String name) throws IOException {
    List<String> rows = Files.readAllLines(experiment(name).resolve("predictions.csv"));
    long right =
        rows.stream().skip(1).map(r -> r.split(",", -1)).filter(r -> r[3].equals(r[5])).count();
    return (double) right / (rows.size() - 1);
  }

  /** Each image once a repeat. */
  private void assertPredictions(String name, int repeats) throws IOException {
    Map<String, TreeSet<Integer>> seen = new HashMap<>();
    List<String> rows = Files.readAllLines(experiment(name).resolve("predictions.csv"));
    assertEquals(
        "repeat,fold,index,label,class,predicted,predicted_class,probability", rows.get(0));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      assertTrue(
          seen.computeIfAbsent(cells[0], r -> new TreeSet<>()).add(Integer.parseInt(cells[2])),
          "twice: " + row);
    }
    assertEquals(repeats, seen.size());
    for (TreeSet<Integer> indices : seen.values()) {
      assertEquals(IMAGES, indices.size());
      assertEquals(IMAGES - 1, indices.last());
    }
  }

  @Test
  void aKilledExperimentDoesOnlyWhatIsMissing() throws Exception {
    String[] how = {"--store=plain.lmdb", "--folds=3", "--repeat=2", "--batch=32", "--epochs=3"};
    run(0, how[0], how[1], how[2], how[3], how[4], "--name=whole", "--json=whole.json");
    assertPredictions("whole", 2);
    Process process =
        start(how[0], how[1], how[2], how[3], how[4], "--name=killed", "--json=killed.json");
    Path second = experiment("killed").resolve("repeat-1-fold-02/fold.json");
    while (!Files.exists(second) && process.isAlive()) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    Files.delete(second); // as if the disk had lost it
    long first =
        Files.getLastModifiedTime(experiment("killed").resolve("repeat-1-fold-01/fold.json"))
            .toMillis();
    Program.Run again =
        run(
            0,
            "--from=" + experiment("killed").resolve("experiment.json"),
            "--name=killed",
            "--json=killed.json");
    assertTrue(again.err().contains("folds are complete already"), again.err());
    assertFalse(
        ResultsJson.read(folder.resolve("killed.json")).run().options().containsKey("--epochs"),
        "the file says how many, not the default");
    assertEquals(
        first,
        Files.getLastModifiedTime(experiment("killed").resolve("repeat-1-fold-01/fold.json"))
            .toMillis());
    assertEquals(parameters("whole", 3), parameters("killed", 3));
    assertEquals(
        Files.readAllLines(experiment("whole").resolve("predictions.csv")),
        Files.readAllLines(experiment("killed").resolve("predictions.csv")));
  }

  /** A fold that cannot run must be named, and cost no other. */
  @Test
  void aFoldThatFailsCostsNoOther() throws Exception {
    String[] how = {"--store=plain.lmdb", "--folds=3", "--batch=32", "--epochs=1", "--name=part"};
    Path second = experiment("part").resolve("repeat-1-fold-02");
    run(0, how[0], how[1], how[2], how[3], how[4], "--json=part.json");
    for (String name : List.of("repeat-1-fold-01", "repeat-1-fold-02", "repeat-1-fold-03")) {
      Files.delete(experiment("part").resolve(name).resolve("fold.json"));
    }
    Path checkpoints = second.resolve("checkpoints");
    try (var files = Files.list(checkpoints)) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[3]);
      }
    }
    for (String parallel : List.of("--parallel=1", "--parallel=2")) {
      Program.Run failed =
          run(1, how[0], how[1], how[2], how[3], how[4], "--json=part.json", parallel);
      assertTrue(failed.err().contains("fold 2 of 3"), failed.err());
      assertTrue(failed.err().contains("1 of 3 folds are missing"), failed.err());
      assertTrue(Files.exists(experiment("part").resolve("repeat-1-fold-03/fold.json")));
      assertFalse(Files.exists(second.resolve("fold.json")));
    }
    String said = Files.readString(second.resolve("output.txt"));
    assertTrue(said.contains("damaged checkpoint"), said);
    long traces = said.lines().filter(line -> line.startsWith("\tat ")).count();
    assertTrue(traces > 2, "the stack traces of both, here and in a process: " + said);
  }

  /** What a killed process has left of a fold. */
  private boolean isInMidEpoch(String name, int fold) throws IOException {
    Path checkpoints = experiment(name).resolve("repeat-1-fold-0" + fold + "/checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return false;
    }
    try (Stream<Path> files = Files.list(checkpoints)) {
      return files.anyMatch(
          f -> f.getFileName().toString().matches("epoch-.*-batch-00000[1-8][0-9][.].*"));
    }
  }

  private static Optional<ProcessHandle> ofFold(Process parent, int fold) {
    return parent
        .descendants()
        .filter(p -> commandLine(p).contains("--only=1/" + fold))
        .findFirst();
  }

  /** Java itself gives no more than 4096 bytes, which the class path takes alone. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return process.info().commandLine().orElse(""); // no Linux, or it has just ended
    }
  }

  private void awaitMidEpoch(String name, Process parent, int... folds) throws Exception {
    for (int fold : folds) {
      while (!isInMidEpoch(name, fold)) {
        assertTrue(parent.isAlive(), () -> "ended before it could be killed");
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }
  }

  /** So many batches an epoch that a kill hits the middle of one. */
  private static final String[] SLOW = {
    "--store=plain.lmdb", "--folds=3", "--batch=2", "--epochs=2", "--parallel=2"
  };

  private String[] slow(String name) {
    List<String> all = new ArrayList<>(List.of(SLOW));
    all.addAll(List.of("--checkpoint-every=1", "--name=" + name, "--json=" + name + ".json"));
    return all.toArray(String[]::new);
  }

  @Test
  void processesEndWithAKilledParentAndAKilledOneCostsNoOther() throws Exception {
    run(0, slow("whole"));
    Process parent = start(slow("killed"));
    awaitMidEpoch("killed", parent, 1, 2);
    List<ProcessHandle> children =
        List.of(ofFold(parent, 1).orElseThrow(), ofFold(parent, 2).orElseThrow());
    parent.destroyForcibly().waitFor();
    for (ProcessHandle child : children) {
      child.onExit().get(20, TimeUnit.SECONDS);
    }
    assertFalse(Files.exists(experiment("killed").resolve("repeat-1-fold-01/fold.json")));

    Process again = start(slow("killed"));
    Path output = experiment("killed").resolve("repeat-1-fold-02/output.txt");
    while (!Files.readString(output).contains("going on from")) {
      assertTrue(again.isAlive());
      TimeUnit.MILLISECONDS.sleep(5);
    }
    ofFold(again, 2).orElseThrow().destroyForcibly();
    Program.Run other = new Program(folder).end(again);
    assertEquals(1, other.code(), other.toString());
    assertTrue(other.err().contains("1 of 3 folds are missing: fold 2 of 3"), other.err());

    Program.Run last = run(0, slow("killed"));
    assertTrue(last.err().contains("2 of 3 folds are complete already"), last.err());
    List<String> resumed =
        Files.readAllLines(output).stream().filter(l -> l.contains("going on from")).toList();
    assertEquals(2, resumed.size(), resumed.toString());
    assertTrue(resumed.get(0).contains("behind batch"), resumed.toString());
    assertEquals(parameters("whole", 3), parameters("killed", 3));
  }

  @Test
  void overwritingGoesOnUntilComplete() throws Exception {
    String[] how = {"--store=plain.lmdb", "--folds=3", "--batch=32", "--epochs=1", "--name=over"};
    run(0, how[0], how[1], how[2], how[3], how[4], "--json=over.json");
    Path third = experiment("over").resolve("repeat-1-fold-03/fold.json");
    Files.delete(third);
    Program.Run on =
        run(0, how[0], how[1], how[2], how[3], how[4], "--json=over.json", "--overwrite");
    assertTrue(on.err().contains("models/over, going on with it: it has the same"), on.err());
    assertTrue(on.err().contains("2 of 3 folds are complete already"), on.err());
    Files.writeString(third, "{");
    Program.Run damaged = run(1, how[0], how[1], how[2], how[3], how[4]);
    assertTrue(damaged.err().contains("fold.json: damaged"), damaged.err());
  }

  /** What it says of accuracy must not be lost because a store to compare with is damaged. */
  @Test
  void reportsThoughFoldsCannotBeTimed() throws Exception {
    done("import", "--format=png", "--out=" + folder.resolve("plain.png"));
    String[] how = {"--store=folded.hdf5", "--batch=32", "--epochs=1", "--against=plain.png"};
    Program.Run good = run(0, how[0], how[1], how[2], how[3], "--name=t", "--json=t.json");
    good.requireText("by ranges", "an ordinary store");
    try (Stream<Path> files = Files.walk(folder.resolve("plain.png").resolve("images"))) {
      Files.write(files.filter(Files::isRegularFile).findFirst().orElseThrow(), new byte[9]);
    }
    Program.Run run = run(1, how[0], how[1], how[2], how[3], "--name=t", "--json=t2.json");
    run.requireText("± ", "Folds could not be timed");
    assertEquals(3, ResultsJson.read(folder.resolve("t2.json")).measurements().size());
  }

  @Test
  void groupsStayTogether() throws Exception {
    StringBuilder groups = new StringBuilder("group\n");
    for (int i = 0; i < IMAGES; i++) {
      groups.append("patient ").append(i / 10).append('\n');
    }
    Path file = folder.resolve("groups.csv");
    Files.writeString(file, groups);
    String[] how = {"--folds=3", "--batch=32", "--epochs=1", "--name=groups", "--json=g.json"};
    run(0, "--store=plain.lmdb", "--groups=groups.csv", how[0], how[1], how[2], how[3], how[4]);
    Map<Integer, String> foldOf = new HashMap<>();
    List<String> rows = Files.readAllLines(experiment("groups").resolve("predictions.csv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",", -1);
      String before = foldOf.putIfAbsent(Integer.parseInt(cells[2]) / 10, cells[1]);
      assertTrue(before == null || before.equals(cells[1]), row);
    }
    Files.writeString(file, groups.toString().replace("patient 3\n", "patient 4\n"));
    Program.Run changed =
        run(1, "--from=" + experiment("groups").resolve("experiment.json"), "--name=groups");
    assertTrue(changed.err().contains("has changed since"), changed.err());
  }

  @Test
  void refusesWhatCannotBe() throws Exception {
    refused(2, "expected at least 2", "--store=plain.lmdb", "--folds=1");
    refused(2, "301", "--store=plain.lmdb", "--folds=301");
    refused(2, "laid out in 3", "--store=folded.hdf5", "--folds=4");
    refused(2, "same each time", "--store=folded.hdf5", "--repeat=2");
    refused(2, "at least 1", "--store=plain.lmdb", "--repeat=0");
    refused(2, "--parallel is 0", "--store=plain.lmdb", "--parallel=0");
    refused(2, "expected one of --store", "--folds=3");
    refused(1, "nowhere", "--store=nowhere.lmdb");
    refused(1, "nowhere.json", "--from=nowhere.json");
    refused(2, "--epochs cannot be given with --from", "--from=nowhere.json", "--epochs=2");
    refused(
        2,
        "--checkpoint-every cannot be given with --from",
        "--from=nowhere.json",
        "--checkpoint-every=1m");
    refused(2, "lies in folds itself", "--store=folded.hdf5", "--against=folded.png");
    refused(2, "does not lie in folds", "--store=plain.lmdb", "--against=plain.lmdb");
    refused(1, "nowhere.csv", "--store=plain.lmdb", "--groups=nowhere.csv");
    Files.writeString(folder.resolve("foreign.json"), "{\"program\": \"other\"}");
    refused(1, "no experiment", "--from=foreign.json");
  }

  private void refused(int code, String word, String... arguments) {
    List<String> all = new ArrayList<>(List.of("kfold"));
    for (String argument : arguments) {
      all.add(argument.replaceFirst("=((plain|folded|nowhere|foreign)[.])", "=" + folder + "/$1"));
    }
    Program.Run run = Program.here(all.toArray(String[]::new));
    assertEquals(code, run.code(), run.toString());
    assertTrue(run.err().contains(word), word + " in " + run);
    assertFalse(run.err().contains("\tat "), run.err());
  }

  @Test
  void warnsOfClassesWithFewerImagesThanFolds() throws Exception {
    done("import", "--format=hdf5", "--limit=60", "--out=" + folder.resolve("few.hdf5"));
    Program.Run run =
        run(0, "--store=few.hdf5", "--folds=20", "--batch=32", "--epochs=1", "--json=few.json");
    assertTrue(run.err().contains("fewer images than the 20 folds"), run.err());
  }
}
