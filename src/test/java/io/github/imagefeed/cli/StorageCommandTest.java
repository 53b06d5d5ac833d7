package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageCommandTest {

  private static final List<String> FORMATS = List.of("png", "lmdb", "hdf5");

  @TempDir Path folder;

  private Program program() {
    return new Program(folder);
  }

  private static Stream<Measurement> of(RunResult result, String name, String format) {
    return result.measurements().stream()
        .filter(m -> m.name().equals(name) && m.format().equals(format));
  }

  private static Measurement steady(RunResult result, String name, String format, int images) {
    return of(result, name, format)
        .filter(m -> m.settings().get(SettingNames.IMAGES).equals(String.valueOf(images)))
        .filter(m -> !m.settings().containsKey(SettingNames.RUN))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " of " + format + ", " + images));
  }

  @Test
  void measuresAllThatItPromises() throws Exception {
    Process process =
        program()
            .start(
                "storage",
                "--data=synthetic",
                "--count=100",
                "--size=16x16",
                "--cutoffs=300,120,1",
                "--sizes=24",
                "--threads=1,3",
                "--processes=1",
                "--repeat=6",
                "--budget=5m",
                "--stores=stores",
                "--json=run.json");
    Program.Run run = program().end(process);
    assertEquals(0, run.code(), run.toString());
    RunResult result = ResultsJson.read(folder.resolve("run.json"));
    for (String format : FORMATS) {
      for (int images : new int[] {1, 120, 300}) {
        Measurement write = steady(result, MetricNames.STORE_WRITE, format, images);
        assertTrue(write.samples().size() == 6, write.toString());
        assertTrue(
            write.median() > steady(result, MetricNames.STORE_FORCE, format, images).median());
        assertTrue(steady(result, MetricNames.STORE_READ, format, images).min() > 0);
        double raw = steady(result, MetricNames.RAW_BYTES, MetricNames.MEMORY, images).median();
        assertEquals(images * 16 * 16 * 3, raw);
        assertTrue(steady(result, MetricNames.DISK_BYTES, format, images).median() > raw);
      }
      long firsts =
          of(result, MetricNames.STORE_WRITE, format)
              .filter(m -> m.settings().containsKey(SettingNames.RUN))
              .peek(m -> assertEquals(1, m.samples().size(), m.toString()))
              .count();
      assertTrue(firsts >= 4, format + ": " + firsts);
      assertEquals(
          1,
          of(result, MetricNames.STORE_WRITE, format)
              .filter(m -> m.settings().get(SettingNames.SIZE).equals("24x24x3"))
              .filter(m -> !m.settings().containsKey(SettingNames.RUN))
              .count());
      for (String metric :
          List.of(MetricNames.SINGLE_READ, MetricNames.EPOCH_LOAD, MetricNames.STORE_APPEND)) {
        assertTrue(of(result, metric, format).findFirst().isPresent(), metric + " of " + format);
      }
      assertEquals(
          List.of("1", "3"),
          of(result, MetricNames.EPOCH_COPY, format)
              .filter(m -> !m.settings().containsKey(SettingNames.RUN))
              .map(m -> m.settings().get(SettingNames.THREADS))
              .toList());
    }
    for (Measurement m : result.measurements()) {
      boolean byProcesses = m.settings().containsKey(SettingNames.PROCESSES);
      int most = m.settings().containsKey(SettingNames.RUN) ? 1 : byProcesses ? 9 : 6;
      assertTrue(m.samples().size() <= most, "samples of two races in one: " + m);
    }
    assertEquals("120", result.run().dataset().get("images"));
    assertTrue(
        result.notes().stream().anyMatch(note -> note.contains("again and again, up to 300")),
        result.notes().toString());
    for (String word : List.of("fsync", "(bound)", "16x16x3", "24x24x3", "one image", "Notes")) {
      assertTrue(run.out().contains(word), word + " in " + run.out());
    }
    assertEquals(List.of(), left());
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("stores"))) {
      return files.toList();
    }
  }

  @Test
  void keepsWhatWasMeasuredWhenStopped() throws Exception {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "Windows has no SIGINT");
    Process process =
        program()
            .start(
                "storage",
                "--data=synthetic",
                "--count=500",
                "--cutoffs=1,100000",
                "--repeat=3",
                "--budget=10m",
                "--stores=stores",
                "--json=run.json");
    for (int i = 0; i < 600 && !Files.readString(program().err()).contains("100,000"); i++) {
      Thread.sleep(100);
    }
    assertTrue(process.isAlive(), Files.readString(program().err()));
    new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    Program.Run run = program().end(process);
    assertEquals(128 + 2, run.code(), run.toString());
    RunResult result = ResultsJson.read(folder.resolve("run.json"));
    for (String format : FORMATS) {
      assertTrue(steady(result, MetricNames.STORE_WRITE, format, 1).samples().size() > 1);
    }
    assertTrue(
        result.notes().stream().anyMatch(note -> note.startsWith("Stopped on request")),
        result.notes().toString());
    assertTrue(run.out().contains("Stopped on request"), run.out());
    assertEquals(List.of(), left());
  }

  @Test
  void saysWhatTheTimeDidNotAllow() throws Exception {
    Process process =
        program()
            .start(
                "storage",
                "--data=synthetic",
                "--count=200",
                "--cutoffs=10,100000",
                "--sizes=512",
                "--budget=3s",
                "--json=run.json");
    Program.Run run = program().end(process);
    assertEquals(0, run.code(), run.toString());
    RunResult result = ResultsJson.read(folder.resolve("run.json"));
    assertFalse(result.notes().isEmpty(), run.out());
    assertTrue(result.notes().toString().contains("left out"), run.out());
  }
}
