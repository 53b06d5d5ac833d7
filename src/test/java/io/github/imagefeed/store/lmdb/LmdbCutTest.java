package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that another program cuts while a store reads it: a mapped page without a file. */
final class LmdbCutTest {

  private static final LmdbFormat FORMAT = new LmdbFormat(3);
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(32, 32), 60);

  /** Enough for the compilers. */
  private static final int WARM = 20_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation"})
  void theProgramGoesOn(String mode) throws Exception {
    Path store = folder.resolve("store");
    IMAGES.write(FORMAT, store);
    long size = Files.size(store.resolve(LmdbFiles.DATA));
    byte[] whole = Files.readAllBytes(store.resolve(LmdbFiles.DATA));
    for (long cut : new long[] {0, 4096, size / 2, size - 4096, size - 1}) {
      Files.write(store.resolve(LmdbFiles.DATA), whole);
      assertEquals(
          List.of("ready", "cut", "cut", "went on"),
          said(mode, store, cut),
          mode + ", cut to " + cut);
    }
  }

  private static List<String> said(String mode, Path store, long cut) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                mode,
                "-cp",
                System.getProperty("java.class.path"),
                LmdbCutTest.class.getName(),
                store.toString(),
                mode.equals("-Xint") ? "10" : String.valueOf(WARM))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = other.inputReader();
        var told = other.outputWriter()) {
      String ready = said.readLine();
      try (FileChannel data =
          FileChannel.open(store.resolve(LmdbFiles.DATA), StandardOpenOption.WRITE)) {
        data.truncate(cut);
      }
      told.write("cut\n");
      told.flush();
      List<String> then = List.of(ready, said.readLine(), said.readLine(), said.readLine());
      assertEquals(0, other.waitFor());
      return then;
    } finally {
      other.destroyForcibly();
    }
  }

  /** The other program: single images, of pages that are gone and that are not, and batches. */
  public static void main(String[] arguments) throws Exception {
    ImageStore open = FORMAT.open(Path.of(arguments[0]));
    ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES.count() * IMAGES.shape().bytes());
    int[] indices = new int[IMAGES.count()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    int[] labels = new int[indices.length];
    for (int k = 0; k < Integer.parseInt(arguments[1]); k++) {
      open.read(indices, k % indices.length, k % indices.length + 1, pixels, labels);
      if (k % 50 == 0) {
        open.read(indices, 0, indices.length, pixels, labels);
      }
    }
    System.out.println("ready");
    if (System.in.read() < 0) {
      throw new IllegalStateException("nobody has cut the file");
    }
    int cut = 0;
    for (int k = 0; k < 1_000; k++) {
      int image = k % indices.length;
      cut += isCut(open, indices, image, image + 1, pixels, labels) ? 1 : 0;
    }
    System.out.println(cut == 1_000 ? "cut" : "cut " + cut + " times of 1000");
    System.out.println(isCut(open, indices, 0, indices.length, pixels, labels) ? "cut" : "read");
    open.close();
    System.out.println("went on");
  }

  private static boolean isCut(
      ImageStore open, int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    try {
      open.read(indices, from, to, pixels, labels);
      return false;
    } catch (ChangedStoreException e) {
      return e.getMessage().contains("was cut while it was open");
    }
  }

  /** A thread that is interrupted goes on reading, as its interrupt is for somebody else. */
  @Test
  void anInterruptEndsNothing() throws IOException {
    Path store = folder.resolve("store");
    IMAGES.write(FORMAT, store);
    try (ImageStore open = FORMAT.open(store)) {
      ByteBuffer before = LmdbStores.all(open);
      Thread.currentThread().interrupt();
      ByteBuffer interrupted = LmdbStores.all(open);
      assertEquals(true, Thread.interrupted());
      assertEquals(before, interrupted);
      assertEquals(before, LmdbStores.all(open));
    }
  }
}
