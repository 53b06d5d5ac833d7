package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other programs that write a store and are killed (SIGKILL), at chosen points and at random ones:
 * the store is the old one or the new one, or is missing and its name says why; and the next writer
 * leaves nothing but the store.
 *
 * <p>The system property {@code imagefeed.kills} is the number of random kills for each format and
 * operation; the Maven profile {@code long} sets it.
 */
final class KilledWriterTest {

  private static final int KILLS = Integer.getInteger("imagefeed.kills", 1);

  private static final ImageShape SHAPE = ImageShape.rgb(16, 16);
  private static final TestImages OLD = TestImages.of(SHAPE, 200);
  private static final TestImages GROWN = TestImages.of(SHAPE, 320);
  private static final TestImages OTHER = new TestImages(SHAPE, 150, TestImages.CLASSES, 8);

  /** What the other program does. */
  private enum Operation {
    IMPORT,
    OVERWRITE,
    APPEND;

    TestImages after() {
      return this == APPEND ? GROWN : OTHER;
    }

    boolean hasOld() {
      return this != IMPORT;
    }
  }

  /** Where it waits to be killed: halfway through its images, or after a step of the end. */
  private static final String HALF = "HALF";

  private static final String NOWHERE = "NOWHERE";

  /** Formats of one file. */
  private static final Set<String> FILES = Set.of("hdf5", "hdf5-jhdf5", "arrow");

  @TempDir Path folder;
  private Path store;

  /** The other program. */
  public static void main(String[] arguments) throws Exception {
    StoreFormat format = Formats.named(arguments[0], FormatOptions.DEFAULT);
    Operation operation = Operation.valueOf(arguments[1]);
    Path store = Path.of(arguments[2]);
    String point = arguments[3];
    say("begin");
    if (operation == Operation.APPEND) {
      int more = GROWN.count() - OLD.count();
      try (StoreAppender appender = StoreAppender.open(format, store, more)) {
        for (int i = OLD.count(); i < GROWN.count(); i++) {
          appender.append(GROWN.pixels(i), GROWN.label(i));
        }
        appender.finish();
      }
    } else {
      boolean overwrite = operation == Operation.OVERWRITE;
      try (StoreWriter writer = StoreWriter.create(format, store, OTHER.spec(), overwrite)) {
        for (int i = 0; i < OTHER.count(); i++) {
          writer.append(OTHER.pixels(i), OTHER.label(i));
          if (i == OTHER.count() / 2) {
            waitAt(HALF, point);
          }
        }
        writer.finish(step -> waitAt(step.name(), point));
      }
    }
    say("end");
  }

  private static void waitAt(String here, String point) {
    if (here.equals(point)) {
      say("waiting");
      try {
        TimeUnit.MINUTES.sleep(5);
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this", e);
      }
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  static List<StoreFormat> formats() {
    return Formats.all(FormatOptions.DEFAULT);
  }

  static Stream<Arguments> points() {
    return formats().stream()
        .flatMap(
            format ->
                Stream.of(
                        Arguments.of(format, Operation.IMPORT, HALF),
                        Arguments.of(format, Operation.IMPORT, StoreTarget.Step.WRITTEN.name()),
                        Arguments.of(format, Operation.OVERWRITE, StoreTarget.Step.WRITTEN.name()),
                        Arguments.of(format, Operation.OVERWRITE, StoreTarget.Step.ASIDE.name()),
                        Arguments.of(format, Operation.OVERWRITE, StoreTarget.Step.IN_PLACE.name()))
                    .filter( // a file is replaced in one step
                        each -> !(FILES.contains(format.name()) && each.get()[2].equals("ASIDE"))));
  }

  static Stream<Arguments> operations() {
    return formats().stream()
        .flatMap(format -> Stream.of(Operation.values()).map(each -> Arguments.of(format, each)));
  }

  @ParameterizedTest
  @MethodSource("points")
  void atAPoint(StoreFormat format, Operation operation, String point) throws Exception {
    prepare(format, operation);
    Process other = start(format, operation, point);
    try (BufferedReader said = other.inputReader()) {
      assertEquals("begin", said.readLine());
      assertEquals("waiting", said.readLine());
      requireRefused(format);
    } finally {
      other.destroyForcibly().waitFor();
    }
    boolean in = point.equals(StoreTarget.Step.IN_PLACE.name());
    boolean aside = point.equals(StoreTarget.Step.ASIDE.name());
    String expected = in ? "new" : operation == Operation.IMPORT || aside ? "absent" : "old";
    assertEquals(expected, state(operation));
    requireNextWriterTidies(format, operation);
  }

  /** By another process than the one that writes, whether there is a store yet or not. */
  private void requireRefused(StoreFormat format) {
    List<IOException> refusals = new ArrayList<>();
    for (boolean overwrite : new boolean[] {false, true}) {
      refusals.add(
          assertThrows(
              IOException.class,
              () -> StoreWriter.create(format, store, OLD.spec(), overwrite).close()));
    }
    if (Files.exists(store)) {
      refusals.add(
          assertThrows(IOException.class, () -> StoreAppender.open(format, store, 1).close()));
    }
    for (IOException refusal : refusals) {
      assertTrue(refusal.getMessage().contains("writing or changing it"), refusal.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void atRandom(StoreFormat format, Operation operation, TestReporter reporter) throws Exception {
    Random random = new Random((format.name() + operation).hashCode());
    long nanos = TimeUnit.MILLISECONDS.toNanos(60); // until one was watched to its end
    Map<String, Integer> found = new TreeMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      prepare(format, operation);
      Process other = start(format, operation, NOWHERE);
      try (BufferedReader said = other.inputReader()) {
        assertEquals("begin", said.readLine());
        long begin = System.nanoTime();
        if (kill == 0 && KILLS > 1) {
          assertEquals("end", said.readLine());
          nanos = System.nanoTime() - begin;
        } else {
          TimeUnit.NANOSECONDS.sleep(random.nextLong(nanos));
        }
      } finally {
        other.destroyForcibly().waitFor();
      }
      found.merge(state(operation) + (leftovers().isEmpty() ? "" : "+leftovers"), 1, Integer::sum);
      requireNextWriterTidies(format, operation);
    }
    reporter.publishEntry(
        format.name() + " " + operation, found + " killed within " + nanos / 1_000_000 + " ms");
  }

  private void prepare(StoreFormat format, Operation operation) throws IOException {
    store = folder.resolve("store");
    Trees.delete(store);
    if (operation.hasOld()) {
      OLD.write(format, store);
    }
  }

  private Process start(StoreFormat format, Operation operation, String point) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriterTest.class.getName(),
            format.name(),
            operation.name(),
            store.toString(),
            point)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** "old", "new" or "absent", and nothing else. */
  private String state(Operation operation) throws IOException {
    ImageStore open;
    try {
      open = Formats.open(store);
    } catch (NoSuchFileException e) {
      assertFalse(Files.exists(store));
      requireReason(operation, e.getMessage());
      return "absent";
    }
    try (open) {
      String digest = Verify.digest(open);
      if (operation.hasOld() && digest.equals(OLD.digest())) {
        return "old";
      }
      assertEquals(operation.after().digest(), digest);
      return "new";
    }
  }

  private void requireReason(Operation operation, String message) {
    assertTrue(operation != Operation.APPEND, message);
    if (operation == Operation.OVERWRITE) {
      assertTrue(message.contains("mv "), message);
    } else if (Files.exists(folder.resolve(".store.unfinished"))) {
      assertTrue(message.contains("--resume"), message);
    }
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.equals(store)).toList();
    }
  }

  /** An append goes on from whichever store there is, and a writer replaces it. */
  private void requireNextWriterTidies(StoreFormat format, Operation operation) throws IOException {
    if (operation == Operation.APPEND) {
      try (StoreAppender appender = StoreAppender.open(format, store, 1)) {
        int at = appender.before().count();
        appender.append(TestImages.of(SHAPE, at + 1).pixels(at), GROWN.label(at));
        appender.finish();
        try (ImageStore open = format.open(store)) {
          assertEquals(TestImages.of(SHAPE, at + 1).digest(), Verify.digest(open));
        }
      }
      assertEquals(List.of(), leftovers(), "after an append");
    }
    try (StoreWriter writer = StoreWriter.create(format, store, OLD.spec(), true)) {
      for (int i = 0; i < OLD.count(); i++) {
        writer.append(OLD.pixels(i), OLD.label(i));
      }
      writer.finish();
    }
    assertEquals(List.of(), leftovers(), "after an import");
    try (ImageStore open = Formats.open(store)) {
      assertEquals(OLD.digest(), Verify.digest(open));
    }
  }
}
