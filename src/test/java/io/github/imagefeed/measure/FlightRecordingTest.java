package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainingProgress;
import io.github.imagefeed.training.TrainingRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlightRecordingTest {

  private static final int IMAGES = 95;
  private static final int BATCH = 10;
  private static final int BATCHES = 10;

  @TempDir private Path folder;

  private Path store() throws IOException {
    Path path = folder.resolve("store.lmdb");
    TestImages.of(ImageShape.rgb(8, 8), IMAGES).write(new LmdbFormat(), path);
    return path;
  }

  private static List<RecordedEvent> named(List<RecordedEvent> all, String name) {
    return all.stream()
        .filter(e -> e.getEventType().getName().equals("imagefeed." + name))
        .toList();
  }

  private static double seconds(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::getDuration).mapToLong(Duration::toNanos).sum() / 1e9;
  }

  @Test
  void recordsLoadingAndTraining() throws IOException {
    Path file = folder.resolve("new").resolve("run.jfr");
    EpochFigures epoch;
    double whole;
    try (ImageStore store = new LmdbFormat().open(store());
        TrainingRun run = new TrainingRun(store, Optional.of(store), Recipe.of(1, BATCH, 1))) {
      FlightRecording recording = FlightRecording.start(file);
      try (recording) {
        long begin = System.nanoTime();
        epoch = run.next(TrainingProgress.NONE);
        whole = (System.nanoTime() - begin) / 1e9;
      }
      run.warmUp(1); // nothing of this is recorded
    }
    List<RecordedEvent> all = RecordingFile.readAllEvents(file);
    // Training and test each load every image.
    for (String name : List.of("BatchLoad", "BatchRead", "BatchConvert", "BatchWait")) {
      List<RecordedEvent> events = named(all, name);
      assertEquals(2 * BATCHES, events.size(), name);
      assertEquals(2 * IMAGES, events.stream().mapToInt(e -> e.getInt("images")).sum(), name);
    }
    List<RecordedEvent> loads = named(all, "BatchLoad");
    assertEquals(2L * IMAGES * 8 * 8 * 3, loads.stream().mapToLong(e -> e.getLong("bytes")).sum());
    assertTrue(loads.get(0).getThread().getJavaName().contains("loader"));
    double stages = seconds(named(all, "BatchRead")) + seconds(named(all, "BatchConvert"));
    assertTrue(stages <= seconds(loads), stages + " of " + seconds(loads));

    List<RecordedEvent> steps = named(all, "TrainStep");
    assertEquals(BATCHES, steps.size());
    assertEquals(BATCHES, steps.get(BATCHES - 1).getInt("batch"));
    assertEquals(1, steps.get(0).getInt("epoch"));
    double loss =
        steps.stream().mapToDouble(e -> e.getDouble("loss") * e.getInt("images")).sum() / IMAGES;
    assertEquals(epoch.loss(), loss, 1e-9);
    double waited =
        steps.stream().map(e -> e.getDuration("waited")).mapToLong(Duration::toNanos).sum() / 1e9;
    assertEquals(epoch.waitSeconds(), waited, 1e-6);
    // The recorder counts by a clock of its own, which drifts from the other by up to a thousandth.
    double together = seconds(steps) + waited;
    assertTrue(together <= epoch.seconds() * 1.01, together + " of " + epoch.seconds());

    List<RecordedEvent> tests = named(all, "Test");
    assertEquals(1, tests.size());
    assertEquals(IMAGES, tests.get(0).getLong("images"));
    assertEquals(epoch.testAccuracy().orElseThrow(), tests.get(0).getDouble("accuracy"));
    assertTrue(seconds(steps) + waited + seconds(tests) <= whole);
    assertTrue(all.stream().anyMatch(e -> e.getEventType().getName().equals("jdk.JVMInformation")));
  }

  @Test
  void saysEarlyWhatCannotBeWritten() throws IOException {
    Path there = Files.writeString(folder.resolve("there.jfr"), "precious");
    assertThrows(FileAlreadyExistsException.class, () -> FlightRecording.start(there));
    assertEquals("precious", Files.readString(there));
    assertThrows(IOException.class, () -> FlightRecording.start(there.resolve("in-a-file.jfr")));
  }

  /** Records until it is ended. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws Exception {
      FlightRecording recording = FlightRecording.start(Path.of(args[0]));
      System.out.println("recording");
      Thread.sleep(Duration.ofMinutes(5).toMillis());
      recording.close();
    }
  }

  private Process java(String flag, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void keepsWhatWasRecordedUntilCtrlC() throws Exception {
    Path file = folder.resolve("ended.jfr");
    Process process = java("-Xmx256m", Endless.class.getName(), file.toString());
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (line != null && !line.equals("recording")) {
        line = said.readLine();
      }
      assertEquals("recording", line);
      process.destroy(); // SIGTERM ends as Ctrl-C does
      process.waitFor();
    }
    assertFalse(RecordingFile.readAllEvents(file).isEmpty());
  }

  /** Where the recorder has no folder for its own files, it cannot begin. */
  @Test
  void leavesNoEmptyFileWhereItCannotBegin() throws Exception {
    Path file = folder.resolve("never.jfr");
    Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
    Process process =
        java(
            "-XX:FlightRecorderOptions=repository=" + blocked.resolve("repository"),
            Endless.class.getName(),
            file.toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertNotEquals(0, process.waitFor(), said);
    assertFalse(said.lines().anyMatch("recording"::equals), said);
    assertFalse(Files.exists(file), said);
  }

  /** Loads an epoch, then tries to record. */
  static final class WithoutRecorder {
    private WithoutRecorder() {}

    public static void main(String[] args) throws IOException {
      try (ImageStore store = new LmdbFormat().open(Path.of(args[0]));
          NDManager manager = NDManager.newBaseManager()) {
        long images = 0;
        StoreDataset dataset =
            StoreDataset.builder().setStore(store).setSampling(BATCH, true).build();
        for (Batch batch : dataset.getData(manager)) {
          images += batch.getSize();
          batch.close();
        }
        System.out.println("loaded " + images);
      }
      try {
        FlightRecording.start(Path.of(args[1])).close();
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void loadsWithoutARecorderAndRefusesToRecord() throws Exception {
    Path file = folder.resolve("none.jfr");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.se,jdk.unsupported,jdk.management",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutRecorder.class.getName(),
                store().toString(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("loaded " + IMAGES), said);
    assertTrue(said.contains("needs the Flight Recorder"), said);
    assertFalse(Files.exists(file));
  }
}
