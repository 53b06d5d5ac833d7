package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores with one pixel changed: commands use them as they are, and with {@code --check} never. */
final class CheckOptionTest {

  private static final int DAMAGED = 123;
  private static final String CHECK = "--check";

  @TempDir Path folder;

  private Program.Run run(int code, String... arguments) throws Exception {
    Program program = new Program(folder);
    Program.Run run = program.end(program.start(arguments));
    assertEquals(code, run.code(), String.join(" ", arguments) + "\n" + run);
    return run;
  }

  /** Ends with one line that says what is wrong. */
  private void assertNoticed(String store, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(CHECK);
    Program.Run run = run(1, all.toArray(String[]::new));
    List<String> said = run.err().lines().filter(line -> line.contains("damaged")).toList();
    assertEquals(1, said.size(), run.toString());
    assertTrue(said.get(0).contains(store), run.toString());
    assertTrue(said.get(0).contains("image " + DAMAGED + ": damaged: the checksum"), said.get(0));
    assertFalse(run.err().contains("\tat "), run.err());
  }

  private void write(String format, String out) throws Exception {
    String[] images = {"--data=synthetic", "--size=8x8", "--count=300", "--overwrite"};
    String[] store = {"--format=" + format, "--out=" + out};
    run(0, "import", images[0], images[1], images[2], images[3], store[0], store[1]);
  }

  /** A store of 300 images of which one is not the one that was stored. */
  private String damaged(String format) throws Exception {
    String name = "shapes." + format;
    write(format, name);
    Path store = folder.resolve(name);
    if (format.equals("png")) { // whose own checksums find a byte that changed in a file
      Path images = store.resolve("images/000");
      Files.copy(
          images.resolve("00000124.png"),
          images.resolve("00000123.png"),
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      flipPixel(store, format.equals("lmdb") ? store.resolve("data.mdb") : store);
    }
    return name;
  }

  private static void flipPixel(Path store, Path file) throws IOException {
    byte[] image;
    try (ImageStore open = Formats.open(store)) {
      ByteBuffer pixels = ByteBuffer.allocateDirect(open.shape().bytes());
      open.read(new int[] {DAMAGED}, 0, 1, pixels, new int[1]);
      image = new byte[pixels.capacity()];
      pixels.get(image);
    }
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    int at = content.indexOf(new String(image, StandardCharsets.ISO_8859_1));
    assertTrue(at > 0, "the image lies in " + file);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at + 50L);
      bytes.write(image[50] ^ 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdf5", "lmdb", "png"})
  void loadTimesEachStoreWithChecksToo(String format) throws Exception {
    String[] load = {"load", "--repeat=2", "--orders=shuffled", "--store", "shapes." + format};
    write(format, load[4]);
    Program.Run timed = run(0, load[0], load[1], load[2], load[3], load[4], "--check");
    timed.requireText(format + "+check");
    assertNoticed(damaged(format), load);
    assertFalse(run(0, load).out().contains("+check"));
  }

  @Test
  void loadingInProcessesIsNotChecked() throws Exception {
    write("hdf5", "good.hdf5");
    Program.Run run = run(2, "load", "--store=good.hdf5", "--check", "--processes=1");
    assertTrue(run.err().contains("--processes"), run.err());
  }

  @Test
  void trainingAndItsResumptionStopAtADamagedImage() throws Exception {
    String store = damaged("lmdb");
    String[] train = {"train", "--store=" + store, "--epochs=1", "--batch=32", "--name=run"};
    assertNoticed(store, train);
    run(0, train[0], train[1], train[2], train[3], train[4], "--overwrite");
    assertNoticed(store, "evaluate", "--model=models/run", "--store=" + store);
    run(0, "evaluate", "--model=models/run", "--store=" + store);
    write("hdf5", "good.hdf5");
    assertNoticed(store, "train", "--store=good.hdf5", "--test=" + store, train[2], "--name=two");
    assertNoticed(store, "train", "--resume=two");
    run(0, "train", "--resume=two");
  }

  @Test
  void crossValidationStopsHereAndInProcesses() throws Exception {
    String store = damaged("hdf5");
    String[] kfold = {"kfold", "--store=" + store, "--folds=2", "--epochs=1", "--name=two"};
    assertNoticed(store, kfold);
    run(0, kfold);
    String[] fold = {
      "kfold", "--from=models/two/experiment.json", "--folder=models/two", "--only=1/1"
    };
    Files.delete(folder.resolve("models/two/repeat-1-fold-01/fold.json"));
    assertNoticed(store, fold);
    run(0, fold);
  }

  /** The processes of folds check, too: they are what reads most. */
  @Test
  void crossValidationTellsItsProcesses() throws Exception {
    write("hdf5", "good.hdf5");
    Process process =
        new Program(folder)
            .start("kfold", "--store=good.hdf5", "--folds=2", "--epochs=50", "--parallel=2", CHECK);
    try {
      Optional<ProcessHandle> fold = Optional.empty();
      while (fold.isEmpty() && process.isAlive()) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
        fold = process.descendants().filter(p -> said(p).contains("--only=")).findFirst();
      }
      assertTrue(said(fold.orElseThrow()).contains(CHECK), fold.toString());
    } finally {
      List<ProcessHandle> all = process.descendants().toList();
      process.destroyForcibly().waitFor();
      for (ProcessHandle each : all) {
        each.destroyForcibly();
        each.onExit().get(1, TimeUnit.MINUTES); // it writes into the folder that goes now
      }
    }
  }

  private static String said(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
    } catch (IOException e) {
      return process.info().commandLine().orElse(""); // no Linux, or it has just ended
    }
  }
}
