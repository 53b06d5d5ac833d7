package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Conversions and appends that are killed (SIGKILL), by the command line: whatever opens verifies,
 * and what is gone on with is in the end as if nobody had killed it.
 *
 * <p>The system property {@code imagefeed.kills} is the number of kills for each format and
 * command; the Maven profile {@code long} sets it.
 */
final class KilledImportTest {

  private static final int KILLS = Integer.getInteger("imagefeed.kills", 1);
  private static final int COUNT = 1_500;
  private static final int KILLED_WITHIN_MILLIS = 200;

  /** Of the 18 MB in all: labels and checksums are written some hundred images late. */
  private static final int LEAST_BYTES = 12_000_000;

  /** Writes some 64 MiB at once, so of few images all are lost. */
  private static final String IN_FLUSHES = "rocksdb";

  @TempDir Path folder;
  private Path source;
  private Path store;

  static List<String> formats() {
    return Formats.names();
  }

  @BeforeEach
  void writeSource() {
    source = folder.resolve("source");
    store = folder.resolve("store");
    done("import", "--data=synthetic", "--size=64x64", "--count=" + COUNT, "--format=lmdb", out());
    assertTrue(store.toFile().renameTo(source.toFile()));
  }

  private String out() {
    return "--out=" + store;
  }

  private static Program.Run done(String... command) {
    Program.Run run = Program.here(command);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  private static String digest(Path store) throws IOException {
    try (ImageStore open = Formats.open(store)) {
      return Verify.digest(open);
    }
  }

  /** Starts, and kills as soon as so much is to be seen of it, or a moment after its first sign. */
  private void kill(Path sign, long bytes, Random random, String... command) throws Exception {
    Process process = new Program(folder).start(command);
    try {
      while (!hasBytes(sign, bytes) && process.isAlive()) {
        TimeUnit.MILLISECONDS.sleep(2);
      }
      if (bytes == 0) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(KILLED_WITHIN_MILLIS));
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static boolean hasBytes(Path place, long bytes) throws IOException {
    try {
      return Files.exists(place) && Trees.bytes(place) >= bytes;
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false; // something was renamed meanwhile
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aConversionGoesOn(String format, TestReporter reporter) throws Exception {
    String[] command = {"import", "--data=" + source, "--format=" + format, out(), "--resume"};
    Random random = new Random(format.hashCode());
    List<String> kept = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      kill(folder.resolve(".store.unfinished"), LEAST_BYTES, random, command);
      if (Files.exists(store)) {
        done("verify", store.toString());
        Trees.delete(store);
        kept.add("complete before the kill");
      }
    }
    Program.Run last = done(command);
    int complete = kept.size();
    for (String line : last.err().lines().toList()) {
      boolean none = line.startsWith("nothing is written yet") && format.equals(IN_FLUSHES);
      if (none
          || line.matches("nothing is left of an import to .*|[0-9,]+ images are written and .*")) {
        kept.add(line);
      }
    }
    assertEquals(complete + 1, kept.size(), last.toString());
    done("verify", store.toString());
    assertEquals(digest(source), digest(store));
    reporter.publishEntry(format, kept.toString());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void anAppendAddsAllOrNothing(String format, TestReporter reporter) throws Exception {
    String[] whole = {"import", "--data=" + source, "--format=" + format, out()};
    String[] more = {"import", "--data=" + source, "--format=" + format, out(), "--append"};
    done(whole);
    String old = digest(store);
    done(more);
    String grown = digest(store);
    Random random = new Random(format.hashCode());
    int added = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Trees.delete(store);
      done(whole);
      kill(folder.resolve(".store.changing"), 0, random, more);
      done("verify", store.toString());
      String found = digest(store);
      assertTrue(found.equals(old) || found.equals(grown), found);
      added += found.equals(grown) ? 1 : 0;
      if (found.equals(old)) {
        done(more);
        assertEquals(grown, digest(store));
      }
    }
    reporter.publishEntry(format, added + " of " + KILLS + " killed appends had added all");
  }
}
