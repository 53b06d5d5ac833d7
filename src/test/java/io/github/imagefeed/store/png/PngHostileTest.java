package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreShrinker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims far beyond the file are refused before memory is taken; names lead nowhere else. */
final class PngHostileTest {

  private static final ImageShape SMALL = ImageShape.rgb(2, 2);
  private static final ImageShape HUGE = ImageShape.rgb(16_384, 16_384);

  @TempDir Path temp;

  private static String refusal(ImageShape shape, byte[] file) {
    try (PngDecoder decoder = new PngDecoder(shape, true)) {
      ByteBuffer out = ByteBuffer.allocateDirect(12); // never written to
      return assertThrows(
              DamagedPngException.class, () -> decoder.decode(file, file.length, out, 0))
          .getMessage();
    }
  }

  @Test
  void pictureOfGigabytes() {
    byte[] rows = TestPng.deflate(new byte[1 << 16]);
    String message = refusal(SMALL, TestPng.of(60_000, 60_000, PngChunks.RGB, rows));
    assertTrue(message.startsWith("found 60000x60000"), message);
    assertTrue(message.endsWith("expected 2x2 grey or colour"), message);
    message = refusal(HUGE, TestPng.of(16_384, 16_384, PngChunks.RGB, rows));
    assertEquals(
        "the compressed pixels are "
            + rows.length
            + " bytes, which inflate to at most "
            + 1032 * rows.length
            + ", expected "
            + (HUGE.bytes() + 16_384),
        message);
    byte[] deep =
        new TestPng().header(16_384, 16_384, 16, 6, 0).chunk("IDAT", rows).end(); // 2 GiB of rows
    assertTrue(refusal(HUGE, deep).endsWith("expected at most 1073741824"), refusal(HUGE, deep));
  }

  @Test
  void pixelsThatInflateToMore() {
    byte[] bomb = TestPng.deflate(new byte[1 << 24], 9);
    assertTrue(bomb.length < 1 << 15);
    String message = refusal(SMALL, TestPng.of(2, 2, PngChunks.RGB, bomb));
    assertEquals("more pixels than the 14 bytes expected", message);
  }

  private Path store(int count) throws IOException {
    Path store = temp.resolve("store.png");
    PngImages.write(store, PngCompression.NONE, SMALL, count);
    return store;
  }

  private static String refusal(Path store) {
    String message =
        assertThrows(StoreException.class, () -> new PngFormat().open(store)).getMessage();
    assertTrue(message.startsWith(store.toString()), message);
    return message;
  }

  @Test
  void manifestOfBillionsOfImages() throws IOException {
    Path store = store(3);
    StoreManifest is = PngManifest.read(store);
    StoreManifest claims =
        new StoreManifest(
            is.shape(), Integer.MAX_VALUE, is.classes(), is.source(), is.digest(), is.folds());
    Files.writeString(store.resolve(PngFiles.MANIFEST), ManifestJson.write(claims) + "\n");
    assertTrue(
        refusal(store).endsWith("are too few for the manifest's 2147483647 images"),
        refusal(store));
  }

  @Test
  void filesOfGigabytes() throws IOException {
    Path store = store(3);
    try (RandomAccessFile manifest =
        new RandomAccessFile(store.resolve(PngFiles.MANIFEST).toFile(), "rw")) {
      manifest.setLength(3L << 30); // Sparse: takes no space on the disk.
    }
    assertTrue(
        refusal(store).endsWith("3221225472 bytes, expected at most 67108864"), refusal(store));
  }

  @Test
  void labelsOfOneLine() throws IOException {
    Path store = store(3);
    Files.writeString(store.resolve(PngFiles.LABELS), "\"" + "a".repeat(1 << 20));
    assertTrue(refusal(store).contains(": line 1 is longer than "), refusal(store));
    assertTrue(refusal(store).endsWith(" characters, the limit here"), refusal(store));
  }

  @Test
  void labelsThatNameOtherFiles() throws IOException {
    Path store = store(3);
    String labels = Files.readString(store.resolve(PngFiles.LABELS));
    for (String other : new String[] {"../../secret.png", "/etc/passwd", "images/../../a.png"}) {
      Files.writeString(
          store.resolve(PngFiles.LABELS), labels.replace("images/000/00000001.png", other));
      assertTrue(
          refusal(store).endsWith("found file '" + other + "', expected 'images/000/00000001.png'"),
          refusal(store));
    }
  }

  /** A link in the place of an image that a store will get must not be written through. */
  @Test
  void writesThroughNoLink() throws IOException {
    Path store = store(3);
    Path secret = Files.writeString(temp.resolve("secret"), "keep");
    Files.createSymbolicLink(store.resolve(PngFiles.image(3)), secret);
    try (StoreAppender appender = StoreAppender.open(new PngFormat(), store, 1)) {
      appender.append(PngImages.pixels(SMALL, 3), 0);
      appender.finish();
    }
    assertEquals("keep", Files.readString(secret));
    assertFalse(Files.isSymbolicLink(store.resolve(PngFiles.image(3))));
    try (var opened = new PngFormat().open(store)) {
      assertArrayEquals(PngImages.pixels(SMALL, 3), PngImages.read(opened, 3));
    }
  }

  /** Nor is anything removed, or written, where a folder of images is a link. */
  @Test
  void changesNothingBehindALinkedFolder() throws IOException {
    Path store = store(3);
    Path elsewhere = temp.resolve("elsewhere");
    Files.move(store.resolve(PngFiles.folder(0)), elsewhere);
    Files.createSymbolicLink(store.resolve(PngFiles.folder(0)), elsewhere);
    IOException shrunk =
        assertThrows(IOException.class, () -> StoreShrinker.truncate(new PngFormat(), store, 1));
    assertTrue(shrunk.getMessage().contains("is a link"), shrunk.getMessage());
    assertTrue(Files.exists(elsewhere.resolve("00000002.png")));
    IOException grown =
        assertThrows(
            IOException.class,
            () -> {
              try (StoreAppender appender = StoreAppender.open(new PngFormat(), store, 1)) {
                appender.append(PngImages.pixels(SMALL, 3), 0);
                appender.finish();
              }
            });
    assertTrue(grown.getMessage().contains("is a link"), grown.getMessage());
    assertFalse(Files.exists(elsewhere.resolve("00000003.png")));
    assertEquals(3, PngManifest.read(store).count());
  }
}
