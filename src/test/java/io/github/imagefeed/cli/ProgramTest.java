package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user runs it: a process of its own in an empty folder, with no JVM flags. */
final class ProgramTest {

  @TempDir Path folder;

  private Program.Run run(String... arguments) throws IOException, InterruptedException {
    Program program = new Program(folder);
    return program.end(program.start(arguments));
  }

  private Program.Run done(String... arguments) throws IOException, InterruptedException {
    Program.Run run = run(arguments);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  @Test
  void comparesAndAdvises() throws Exception {
    Program.Run run =
        done(
            "compare",
            "--data",
            "synthetic",
            "--count",
            "1000",
            "--size",
            "16x16",
            "--epochs",
            "2",
            "--batch",
            "50",
            "--repeat",
            "3");
    for (String format : List.of("memory", "png", "lmdb", "hdf5")) {
      assertTrue(run.out().contains(format), run.out());
    }
    assertTrue(run.out().contains("synthetic"), "synthetic images are always called so");
    assertTrue(run.out().contains("Store these images as"), run.out());
    assertTrue(run.err().contains("the same pixels and labels"), run.err());
    assertTrue(run.err().contains("the same parameters to the bit"), run.err());
    assertFalse(run.err().contains("WARN"), run.err());

    RunResult result = ResultsJson.read(onlyResult());
    Path report = onlyResult().resolveSibling("report.html");
    assertTrue(Files.readString(report).contains("Store these images as"), "its report");
    assertTrue(run.err().contains("report.html"), run.err());
    assertFalse(Files.exists(folder.resolve("report.html")), "beside the results only");
    Program.Run again = done("report", "--out", "again.html", "--plots", "plots");
    assertEquals("again.html", again.out().strip(), "of the newest run, without being told");
    assertEquals(Files.readString(report), Files.readString(folder.resolve("again.html")));
    assertTrue(Files.exists(folder.resolve("plots/epoch-load.png")), again.err());
    assertEquals("compare", result.run().command());
    assertEquals("1000", result.run().dataset().get("train"));
    assertEquals("200", result.run().dataset().get("test"));
    assertEquals("50", result.run().options().get("--batch"));
    assertTrue(result.run().versions().get("engine").startsWith("PyTorch"));
    assertSamples(result, "store_write", "", 1, false);
    assertSamples(result, "disk_bytes", "", 1, false);
    assertSamples(result, "epoch_load", "sequential", 3, true);
    assertSamples(result, "epoch_load", "shuffled", 3, true);
    assertSamples(result, "train_epoch", "", 2, true);
    assertSamples(result, "train_wait", "", 2, true);
    assertSamples(result, "train_overhead", "", 2, false);
    assertSamples(result, "test_accuracy", "", 2, true);
  }

  private static void assertSamples(
      RunResult result, String name, String order, int count, boolean memory) {
    List<String> formats = new ArrayList<>(List.of("png", "lmdb", "hdf5"));
    if (memory) {
      formats.add("memory");
    }
    for (String format : formats) {
      Measurement measurement = result.find(name, format, order).orElseThrow();
      assertEquals(count, measurement.samples().size(), measurement.toString());
      if (!name.equals("train_overhead")) {
        assertTrue(measurement.min() > 0, measurement.toString());
      }
    }
  }

  private Path onlyResult() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("data/results"))) {
      return runs.findFirst().orElseThrow().resolve("results.json");
    }
  }

  @Test
  void reportSaysWhichCommandsMakeRuns() throws Exception {
    Program.Run none = run("report");
    assertEquals(1, none.code(), none.toString());
    assertTrue(none.err().contains("compare"), none.err());
    assertTrue(none.err().contains("results.json"), none.err());
  }

  @Test
  void importsLoadsTrainsAndPredicts() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "1500", "--size", "16x16"};
    List<String> stores = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (String format : List.of("png", "lmdb", "hdf5")) {
      stores.add("shapes." + format);
      Program.Run written =
          done(join(source, "import", "--format", format, "--out", "shapes." + format));
      digests.add(written.out().lines().filter(l -> l.startsWith("digest")).toList().toString());
    }
    done(join(source, "import", "--format", "png", "--out", "test.png", "--split", "test"));
    assertEquals(1, digests.stream().distinct().count(), digests.toString());
    Program.Run info = done("info", stores.get(0), stores.get(1), stores.get(2));
    assertEquals(3, info.out().lines().filter(l -> l.equals("images   1,500")).count());

    Program.Run load =
        done(
            "load",
            "--store",
            stores.get(0),
            stores.get(1),
            stores.get(2),
            "--repeat",
            "2",
            "--orders",
            "shuffled",
            "--json",
            "load/run.json");
    assertTrue(load.out().contains("shuffled"), load.out());
    assertFalse(load.out().contains("sequential"), load.out());
    assertTrue(Files.exists(folder.resolve("load/run.csv")));

    Program.Run train =
        done(
            "train",
            "--store",
            stores.get(2),
            "--test",
            "test.png",
            "--epochs",
            "5",
            "--batch",
            "50",
            "--name",
            "shapes");
    assertTrue(train.out().contains("test"), train.out());
    assertEquals(1, run("train", "--store", stores.get(2), "--name", "shapes").code());

    evaluatesAsTrainingDid(train);

    Program.Run predict =
        done(
            "predict",
            "--model",
            "models/shapes",
            "--top",
            "2",
            "test.png/images/000/00000003.png",
            "test.png/images/000/00000004.png");
    assertEquals(6, predict.out().lines().count(), predict.out());
    assertTrue(predict.out().contains(" %  "), predict.out());
    assertTrue(predict.err().contains("model: models/shapes"), predict.err());
  }

  /** The accuracy of the last epoch, to the digit that the curve has, and the same in the files. */
  private void evaluatesAsTrainingDid(Program.Run train) throws Exception {
    Program.Run run =
        done(
            "evaluate",
            "--model",
            "models/shapes",
            "--store",
            "test.png",
            "--batch",
            "33",
            "--predictions",
            "out/predictions.csv",
            "--confusion",
            "out/confusion.csv");
    assertTrue(run.err().contains("model: models/shapes"), run.err());
    assertFalse(run.err().contains("WARN"), run.err());
    run.requireText("95 % interval", "precision", "recall", "F1", "taken for (columns)");
    List<String> rows = Files.readAllLines(folder.resolve("out/predictions.csv"));
    assertEquals(301, rows.size());
    long right = 0;
    for (int i = 0; i < 300; i++) {
      String[] cells = rows.get(i + 1).split(",", -1);
      assertEquals(String.valueOf(i), cells[0]);
      right += cells[1].equals(cells[3]) ? 1 : 0;
    }
    assertTrue(run.out().contains(": " + right + " of 300 images right"), right + " in " + run);
    String last = train.out().lines().filter(line -> line.startsWith("    5")).toList().get(0);
    double trained = Double.parseDouble(last.strip().split(" +", -1)[5]);
    // One image may tip over: batches of another size are summed in another order.
    assertEquals(trained, right / 3.0, 0.4, last);
    assertEquals(11, Files.readAllLines(folder.resolve("out/confusion.csv")).size());
  }

  @Test
  void importsHdf5InEveryLayout() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "100", "--size", "16x16"};
    Map<String, String> layouts =
        Map.of(
            "contiguous", "contiguous",
            "chunked", "chunks of 85 images",
            "deflate", "chunks of 5 images, deflated");
    for (String layout : layouts.keySet()) {
      done(join(source, "import", "--format", "hdf5", "--out", layout, "--hdf5-layout", layout));
      String info = done("info", layout).out();
      assertTrue(info.lines().anyMatch(("stored   " + layouts.get(layout))::equals), info);
    }
    done(
        join(
            source,
            "import",
            "--format",
            "hdf5",
            "--out",
            "seven",
            "--hdf5-layout",
            "deflate",
            "--hdf5-chunk",
            "7"));
    String info = done("info", "seven").out();
    assertTrue(info.contains("chunks of 7 images, deflated"), info);
    done("load", "--store", "contiguous", "seven", "--repeat", "2");
  }

  /** Every way of measuring that load has, over stores of a few images. */
  /** One digest, however the images came into a store of whatever format. */
  @Test
  void appendsToAStore() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "500", "--size", "16x16"};
    List<String> digests = new ArrayList<>();
    for (String format : List.of("png", "lmdb", "hdf5")) {
      String all = "all." + format;
      digests.add(
          digest(done(join(source, "import", "--split", "all", "--format", format, "--out", all))));
      String grown = "grown." + format;
      done(join(source, "import", "--split", "train", "--format", format, "--out", grown));
      Program.Run more =
          done(
              join(
                  source,
                  "import",
                  "--split",
                  "test",
                  "--format",
                  format,
                  "--out",
                  grown,
                  "--append"));
      assertTrue(more.out().contains("images   600"), more.out());
      digests.add(digest(more));
      digests.add(digest(done("info", grown)));
    }
    assertEquals(1, digests.stream().distinct().count(), digests.toString());
  }

  /** One digest again, as the order of the images is the same in every format. */
  @Test
  void importsIntoFolds() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "503", "--size", "16x16", "--folds", "4"};
    Files.writeString(
        folder.resolve("groups.csv"),
        "group\n"
            + "left\n".repeat(200)
            + "right\n".repeat(200)
            + "above\n".repeat(53)
            + "below\n".repeat(50));
    List<String> digests = new ArrayList<>();
    for (String format : List.of("png", "lmdb", "hdf5")) {
      String out = "folds." + format;
      Program.Run run = done(join(source, "import", "--format", format, "--out", out));
      digests.add(digest(run));
      run.requireText("folds 4 of 125 to 126 images", "even in every class, seed 1");
      assertTrue(done("info", out).out().contains("folds    4 of 125 to 126"));
      done(
          join(
              source,
              "import",
              "--format",
              format,
              "--out",
              out,
              "--overwrite",
              "--groups",
              "groups.csv",
              "--fold-seed",
              "9"));
      done("info", out).requireText("folds 4 of 50 to 200 images", "groups kept together, seed 9");
      assertFalse(done("info", out).out().contains(digest(run)));
    }
    assertEquals(1, digests.stream().distinct().count(), digests.toString());
  }

  private static String digest(Program.Run run) {
    return run.out().lines().filter(line -> line.startsWith("digest")).toList().toString();
  }

  @Test
  void loadMeasuresWorkersProcessesAndDjlsOwnLoaders() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "600", "--size", "16x16"};
    for (String format : List.of("png", "lmdb")) {
      done(join(source, "import", "--format", format, "--out", "shapes." + format));
    }
    Program.Run load =
        done(
            "load",
            "--store",
            "shapes.png",
            "shapes.lmdb",
            "--orders",
            "shuffled,block-shuffled",
            "--blocks",
            "8x4",
            "--workers",
            "0,2",
            "--processes",
            "1,3",
            "--peers",
            "--repeat",
            "4",
            "--json",
            "load.json");
    RunResult result = ResultsJson.read(folder.resolve("load.json"));
    for (String order : List.of("shuffled", "block-shuffled")) {
      for (String name : List.of("memory", "png", "lmdb")) {
        for (String workers : List.of(" workers=0", " workers=2")) {
          for (String metric :
              List.of("epoch_load", "first_batch", "batch_wait_p50", "batch_wait_p99")) {
            assertPositive(result, metric, name + workers, order, 4);
          }
        }
        assertPositive(result, "epoch_copy", name + " workers=0", order, 4);
      }
      for (String name : List.of("png", "lmdb")) {
        assertPositive(result, "epoch_load", name + " processes=1", order, 4);
        assertPositive(result, "epoch_load", name + " processes=3", order, 4);
      }
    }
    assertPositive(result, "epoch_load", "djl:ArrayDataset", "shuffled", 4);
    assertPositive(result, "epoch_load", "djl:RandomAccessDataset", "shuffled", 3);
    assertPositive(result, "epoch_load", "djl:ImageFolder", "shuffled", 3);
    assertTrue(result.find("epoch_load", "djl:ImageFolder", "block-shuffled").isEmpty());
    for (String word : List.of("images/s", "per core", "bytes", "first", "p99", "processes=3")) {
      assertTrue(load.out().contains(word), word + " in " + load.out());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(f -> f.toString().contains("djl-image-folder")).toList());
    }
  }

  private static void assertPositive(
      RunResult result, String name, String format, String order, int samples) {
    Measurement measurement = result.find(name, format, order).orElseThrow();
    assertEquals(samples, measurement.samples().size(), measurement.toString());
    assertTrue(measurement.min() > 0, measurement.toString());
  }

  @Test
  void loadMeasuresColdEpochsOrRefuses() throws Exception {
    String[] source = {"--data", "synthetic", "--count", "600", "--size", "16x16"};
    done(join(source, "import", "--format", "hdf5", "--out", "shapes.h5"));
    Program.Run load =
        run("load", "--cold", "--store", "shapes.h5", "--repeat", "3", "--json", "cold.json");
    boolean possible = PageCache.canDrop() && !Files.getFileStore(folder).type().equals("tmpfs");
    if (!possible) {
      assertTrue(load.err().contains("cold"), load.err());
      assertFalse(load.out().contains("cold"), "no cold figure without a cold cache");
    }
    assumeTrue(possible, "nothing can be dropped from the page cache here");
    assertEquals(0, load.code(), load.toString());
    RunResult result = ResultsJson.read(folder.resolve("cold.json"));
    for (String order : List.of("sequential", "shuffled")) {
      for (String name : List.of("epoch_load_cold", "plain_read_cold", "times_plain_read")) {
        assertPositive(result, name, "hdf5", order, 3);
      }
    }
    assertTrue(load.out().contains("plain"), load.out());
    assertFalse(load.out().contains("cache is warm"), load.out());
  }

  private static String[] join(String[] source, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(source)).toArray(String[]::new);
  }

  /** Nothing in data/, and a mirror that nobody serves: synthetic images, and the reason. */
  @Test
  void goesOnWithSyntheticImagesWhenOffline() throws Exception {
    Program.Run run =
        done(
            "import",
            "--data",
            "auto",
            "--cifar-url",
            "http://127.0.0.1:9/cifar.tar.gz",
            "--count",
            "100",
            "--format",
            "lmdb",
            "--out",
            "some.lmdb");
    assertTrue(run.err().contains("SYNTHETIC"), run.err());
    assertTrue(run.err().contains("cifar-10-binary.tar.gz"), run.err());
    assertTrue(run.out().contains("synthetic"), run.out());
  }

  @Test
  void explainsItself() throws Exception {
    Program.Run help = done("--help");
    for (String command :
        List.of(
            "compare",
            "import",
            "info",
            "load",
            "report",
            "train",
            "evaluate",
            "predict",
            "completion")) {
      assertTrue(help.out().contains(command), help.out());
      assertTrue(done(command, "--help").out().contains("Exit codes"), command);
    }
    assertTrue(done("--version").out().startsWith("imagefeed "));
    assertTrue(done("completion").out().contains("complete"), "a completion script");
  }
}
