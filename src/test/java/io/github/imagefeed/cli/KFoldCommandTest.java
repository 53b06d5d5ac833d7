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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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
    assertTrue(Files.readString(second.resolve("output.txt")).contains("damaged checkpoint"));
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
    refused(1, "nowhere.csv", "--store=plain.lmdb", "--groups=nowhere.csv");
    Files.writeString(folder.resolve("foreign.json"), "{\"program\": \"other\"}");
    refused(1, "no experiment", "--from=foreign.json");
  }

  private void refused(int code, String word, String... arguments) {
    List<String> all = new ArrayList<>(List.of("kfold"));
    for (String argument : arguments) {
      all.add(argument.replaceFirst("=(plain|folded|nowhere|foreign)", "=" + folder + "/$1"));
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
