package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that a change has left between two of its steps. */
final class PngAppendTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(4, 3), 1_020);
  private static final int OLD = 995;

  @TempDir Path folder;
  private Path root;

  /** All images and rows, but the manifest of the first ones: stopped before the last rename. */
  @BeforeEach
  void stopBeforeTheManifest() throws IOException {
    root = folder.resolve("store");
    first(OLD).write(new PngFormat(), root);
    byte[] old = Files.readAllBytes(root.resolve("manifest.json"));
    append(OLD, 1_020);
    Files.write(root.resolve("manifest.json"), old);
  }

  private static TestImages first(int count) {
    return TestImages.of(IMAGES.shape(), count);
  }

  private void append(int from, int to) throws IOException {
    try (StoreAppender appender = StoreAppender.open(new PngFormat(), root, to - from)) {
      for (int i = from; i < to; i++) {
        appender.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      appender.finish();
    }
  }

  private void check(int count) throws IOException {
    try (ImageStore store = new PngFormat().open(root)) {
      assertEquals(count, store.size());
      assertEquals(first(count).digest(), Verify.digest(store));
    }
  }

  @Test
  void opensAsItWas() throws IOException {
    check(OLD);
  }

  @Test
  void theNextAppendClearsUp() throws IOException {
    Files.writeString(root.resolve("labels.csv.unfinished"), "file,la");
    Files.writeString(root.resolve("manifest.json.unfinished"), "{");
    append(OLD, OLD + 2);
    check(OLD + 2);
    assertFalse(Files.exists(root.resolve("images/000/00000997.png")));
    assertFalse(Files.exists(root.resolve("images/001")));
    assertFalse(Files.exists(root.resolve("labels.csv.unfinished")));
    assertFalse(Files.exists(root.resolve("manifest.json.unfinished")));
  }

  @Test
  void theNextTruncationClearsUp() throws IOException {
    StoreShrinker.truncate(new PngFormat(), root, 7);
    check(7);
    assertFalse(Files.exists(root.resolve("images/000/00000007.png")));
    assertFalse(Files.exists(root.resolve("images/001")));
    assertEquals(8, Files.readAllLines(root.resolve("labels.csv")).size());
  }

  @Test
  void replacesFilesBehindAGap() throws IOException {
    Files.delete(root.resolve("images/000/00000996.png"));
    append(OLD, 1_020);
    check(1_020);
  }

  @Test
  void leavesForeignFilesAlone() throws IOException {
    Path notes = Files.writeString(root.resolve("images/001/notes"), "mine");
    append(OLD, OLD + 1);
    check(OLD + 1);
    assertEquals("mine", Files.readString(notes));
  }
}
