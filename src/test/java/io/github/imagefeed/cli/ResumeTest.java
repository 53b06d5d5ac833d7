package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training processes that are killed and gone on with. */
final class ResumeTest {

  private static final int KILLS = 20;
  private static final int STEPS_PER_EPOCH = 20;
  private static final int EPOCHS = 6;
  private static final long SEED = 20261126;

  @TempDir Path folder;

  @BeforeEach
  void writeStores() throws Exception {
    for (String split : List.of("train", "test")) {
      for (String format : List.of("lmdb", "hdf5")) {
        Program.Run run =
            Program.here(
                "import",
                "--data=synthetic",
                "--size=8x8",
                "--count=640",
                "--split=" + split,
                "--format=" + format,
                "--out=" + folder.resolve(split + "." + format));
        assertEquals(0, run.code(), run.toString());
      }
    }
  }

  private Process begin(String name) throws IOException {
    return new Program(folder)
        .start(
            "train",
            "--store=train.lmdb",
            "--test=test.lmdb",
            "--batch=32",
            "--epochs=" + EPOCHS,
            "--augment",
            "--label-smoothing=0.1",
            "--checkpoint-every=1",
            "--name=" + name,
            "--json=" + name + ".json");
  }

  private Process resume(String name, String format) throws IOException {
    return new Program(folder)
        .start("train", "--resume=" + name, "--store=train." + format, "--json=" + name + ".json");
  }

  private Program.Run end(Process process) throws Exception {
    Program.Run run = new Program(folder).end(process);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  private Path run(String name) {
    return folder.resolve("models").resolve(name);
  }

  /** Epoch, loss, accuracies and digest; not what depends on the time it took. */
  private List<String> log(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(run(name).resolve("log.csv"))) {
      String[] fields = line.split(",", -1);
      lines.add(String.join(",", fields[0], fields[1], fields[2], fields[3], fields[8]));
    }
    return lines;
  }

  /** SIGKILL at random moments: while it starts, learns, tests, or writes a checkpoint. */
  @Test
  void killedAtAnyMomentItEndsAsIfNothingHadBeen() throws Exception {
    end(begin("whole"));
    Random random = new Random(SEED);
    int kills = 0;
    int runs = 0;
    int resumed = 0;
    while (kills < KILLS) {
      String name = "killed-" + runs++;
      Process process = begin(name);
      boolean over = false;
      while (!over) {
        // Starting takes a second or more, all steps together a few.
        boolean kill = kills < KILLS;
        if (kill && !process.waitFor(500 + random.nextInt(4_000), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly().waitFor();
          kills++;
          if (Files.exists(run(name).resolve("run.json"))) {
            process = resume(name, kills % 2 == 0 ? "lmdb" : "hdf5");
            resumed++;
          } else {
            process = begin(name); // it had not come so far as to be a run
          }
        } else {
          end(process);
          over = true;
        }
      }
      assertEquals(log("whole"), log(name));
      assertArrayEquals(
          Files.readAllBytes(run("whole").resolve("last/model-0000.params")),
          Files.readAllBytes(run(name).resolve("last/model-0000.params")));
      assertArrayEquals(
          Files.readAllBytes(run("whole").resolve("best/model-0000.params")),
          Files.readAllBytes(run(name).resolve("best/model-0000.params")));
    }
    assertTrue(resumed > KILLS / 2, resumed + " of " + kills + " kills came late enough");
  }

  /** Ctrl-C and SIGTERM: nothing is lost, though no checkpoint was due. */
  @Test
  void isSavedWhereTheUserEndsIt() throws Exception {
    end(begin("whole"));
    Process process =
        new Program(folder)
            .start(
                "train",
                "--store=train.lmdb",
                "--test=test.lmdb",
                "--batch=32",
                "--epochs=" + EPOCHS,
                "--augment",
                "--label-smoothing=0.1",
                "--name=ended",
                "--json=ended.json");
    Path model = run("ended").resolve("last/model.json"); // the first epoch is over
    while (!Files.exists(model) && process.isAlive()) {
      process.waitFor(10, TimeUnit.MILLISECONDS);
    }
    process.destroy();
    Program.Run ended = new Program(folder).end(process);
    assertTrue(ended.err().contains("stopped and saved"), ended.toString());
    Program.Run again = end(resume("ended", "hdf5"));
    assertTrue(again.err().contains("going on from"), again.err());
    assertEquals(log("whole"), log("ended"));
  }

  /** SIGKILL while checkpoints are there, then one of them is damaged. */
  @Test
  void saysWhichCheckpointIsDamagedAndGoesOnFromTheOneBefore() throws Exception {
    end(begin("whole"));
    Path checkpoints = run("whole").resolve("checkpoints");
    List<Path> files;
    try (Stream<Path> all = Files.list(checkpoints)) {
      files = all.sorted().toList();
    }
    assertEquals(2, files.size(), files.toString());
    Path newest = files.get(1);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 50] ^= 1;
    Files.write(newest, bytes);
    List<String> before = log("whole");
    Program.Run again = end(resume("whole", "hdf5"));
    assertTrue(again.err().contains(newest.getFileName().toString()), again.err());
    assertTrue(
        again.err().contains("behind batch " + (STEPS_PER_EPOCH - 1) + " of " + STEPS_PER_EPOCH),
        again.err());
    assertEquals(before, log("whole"));
    for (Path file : files) {
      Files.write(file, new byte[9]);
    }
    Program.Run none = new Program(folder).end(resume("whole", "hdf5"));
    assertEquals(1, none.code(), none.toString());
    assertTrue(none.err().contains("damaged checkpoint"), none.err());
    assertFalse(none.err().contains("\tat "), none.err());
  }

  @Test
  void refusesAnotherStoreAndChangedOptions() throws Exception {
    end(begin("whole"));
    Program.Run other = new Program(folder).end(resume("whole", "lmdb"));
    assertEquals(0, other.code(), other.toString());
    Program program = new Program(folder);
    Program.Run test = program.end(program.start("train", "--resume=whole", "--store=test.lmdb"));
    assertEquals(2, test.code(), test.toString());
    assertTrue(test.err().contains("number of training images"), test.err());
    Program.Run epochs = program.end(program.start("train", "--resume=whole", "--epochs=9"));
    assertEquals(2, epochs.code(), epochs.toString());
    assertTrue(epochs.err().contains("--epochs"), epochs.err());
    Program.Run nowhere = program.end(program.start("train", "--resume=nowhere"));
    assertEquals(1, nowhere.code(), nowhere.toString());
    assertTrue(nowhere.err().contains("run.json"), nowhere.err());
  }
}
