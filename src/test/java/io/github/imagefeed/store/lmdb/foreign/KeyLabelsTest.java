package io.github.imagefeed.store.lmdb.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that keys tell, and keys that only seem to tell some. */
final class KeyLabelsTest {

  private static final int IMAGES = 60;
  private static final ImageShape PIXEL = new ImageShape(1, 1, 1, Layout.HWC);

  @TempDir Path folder;

  /** An environment with the keys that a pattern makes of numbers: image, class, image of class. */
  private Path keys(String pattern, int classes) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < IMAGES; i++) {
      String key = String.format(pattern, i, i % classes, i / classes);
      entries.put(key, new byte[] {(byte) i});
    }
    assertEquals(IMAGES, entries.size());
    return Environments.put(folder.resolve("env"), entries);
  }

  private static ForeignLmdb raw(Optional<Path> labels) {
    return new ForeignLmdb(
        new LmdbHints(
            LmdbValues.RAW, Optional.empty(), Optional.of(PIXEL), labels, Optional.empty()));
  }

  private void assertTells(List<String> names, String pattern) throws IOException {
    int classes = names.size();
    try (ImageStore store = raw(Optional.empty()).open(keys(pattern, classes))) {
      assertEquals(names, store.classes().names());
      int[] indices = IntStream.range(0, IMAGES).toArray();
      int[] labels = new int[IMAGES];
      ByteBuffer pixels = ByteBuffer.allocateDirect(IMAGES);
      store.read(indices, 0, IMAGES, pixels, labels);
      for (int i = 0; i < IMAGES; i++) {
        assertEquals(pixels.get(i) % classes, labels[i], "image " + i);
      }
    }
    Files.delete(folder.resolve("env/data.mdb"));
  }

  private void assertRefused(String pattern, int classes, String... words) throws IOException {
    Path path = keys(pattern, classes);
    StoreException e =
        assertThrows(StoreException.class, () -> raw(Optional.empty()).open(path).close());
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), e.getMessage());
    }
    assertTrue(e.getMessage().contains("--labels"), e.getMessage());
    assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
    Path csv =
        Files.writeString(folder.resolve("labels.csv"), "0\n".repeat(IMAGES - 1).concat("1\n"));
    try (ImageStore store = raw(Optional.of(csv)).open(path)) {
      assertEquals(2, store.classes().size());
    }
    Files.delete(folder.resolve("env/data.mdb"));
  }

  /** A key's label by each form that it is of. */
  private static Map<KeyForm, String> labels(String key) {
    Map<KeyForm, String> labels = new TreeMap<>();
    for (KeyForm form : KeyForm.values()) {
      form.label(key).ifPresent(label -> labels.put(form, label));
    }
    return labels;
  }

  @Test
  void formsOfKeys() {
    assertEquals(Map.of(KeyForm.FOLDER, "cat"), labels("train/cat/1.png"));
    assertEquals(Map.of(KeyForm.FOLDER, "5"), labels("5/00000012"));
    assertEquals(Map.of(KeyForm.CLASS_NUMBER, "great_tit"), labels("great_tit_07.jpg"));
    assertEquals(
        Map.of(KeyForm.NUMBER_LABEL, "5", KeyForm.CLASS_NUMBER, "0012"), labels("0012_5.png"));
    assertEquals(Map.of(), labels("00000012"));
    assertEquals(Map.of(), labels("cat"));
  }

  @Test
  void keysThatTellLabels() throws IOException {
    assertTells(List.of("0", "1", "2"), "%1$08d_%2$d");
    assertTells(List.of("0", "1", "2"), "%1$d_%2$d.png");
    assertTells(List.of("0", "1", "2"), "train/%2$d/%3$05d");
    assertTells(List.of("a0", "a1", "a2"), "a%2$d/%3$05d.png");
    assertTells(List.of("a0", "a1", "a2"), "a%2$d_%3$05d.png");
  }

  @Test
  void runningNumbersAreNoLabels() throws IOException {
    assertTells(List.of("0", "1", "2"), "%2$d_%1$08d");
    assertTells(List.of("0", "1", "2"), "%2$d_%1$08d.png");
  }

  @Test
  void twoReadingsAreAsked() throws IOException {
    assertRefused("%2$d_%3$05d", 4, "'0_00000'", "4 labels", "15 labels");
    assertRefused("%2$d_%3$05d.png", 10, "10 labels", "6 labels");
  }

  @Test
  void aLabelForEachImageIsNoClass() throws IOException {
    assertRefused("%1$05d/0", 2, "60 labels", "60 images");
    assertRefused("img%1$05d_%2$d", 2, "60 labels", "60 images");
  }

  @Test
  void oneLabelForAllIsNoClass() throws IOException {
    assertRefused("images/%1$06d.png", 2, "one label", "'images'");
    assertRefused("image_%1$06d.png", 2, "one label", "'image'");
    assertRefused("%1$06d_0", 2, "one label", "'0'");
    assertRefused("0_%1$06d", 2, "one label", "'0'");
  }

  @Test
  void keysOfNoFormOrOfSeveral() throws IOException {
    assertRefused("%1$08d", 2, "the key tells no label", "'00000000'");
    assertRefused("%1$d/%2$d/", 2, "the key tells no label");
  }
}
