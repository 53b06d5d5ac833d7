package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFolderTest {

  /** More than are read ahead, so that reading crosses buffers as well as files. */
  private static final int COUNT = 150;

  @TempDir Path folder;

  private final byte[] pixels = new byte[CifarFiles.PIXELS];

  private static ImageSource open(Path path) throws IOException {
    return CifarSources.open(path, Cifar100Labels.FINE);
  }

  private String refusal() {
    return assertThrows(SourceException.class, () -> open(folder).close()).getMessage();
  }

  private void assertTrainImage(ImageSource source, int index) throws IOException {
    int file = 1 + index / COUNT;
    int record = index % COUNT;
    assertEquals(CifarFiles.label(file, record), source.read(Split.TRAIN, index, pixels));
    assertArrayEquals(CifarFiles.pixels(file, record), pixels, "image " + index);
  }

  @Test
  void readsEveryImageInOrder() throws IOException {
    CifarFiles.tenBinary(folder, COUNT);
    try (ImageSource source = open(folder)) {
      assertEquals(ImageShape.rgb(32, 32), source.shape());
      assertEquals(5 * COUNT, source.size(Split.TRAIN));
      assertEquals(COUNT + 1, source.size(Split.TEST));
      assertEquals("CIFAR-10 binary version, " + folder, source.description());
      for (int i = 0; i < 5 * COUNT; i++) {
        assertTrainImage(source, i);
      }
      for (int i = 0; i <= COUNT; i++) {
        assertEquals(CifarFiles.label(0, i), source.read(Split.TEST, i, pixels));
        assertArrayEquals(CifarFiles.pixels(0, i), pixels);
      }
    }
  }

  @Test
  void readsInAnyOrder() throws IOException {
    CifarFiles.tenBinary(folder, COUNT);
    try (ImageSource source = open(folder)) {
      Random random = new Random(7);
      for (int i = 0; i < 2000; i++) {
        assertTrainImage(source, random.nextInt(5 * COUNT));
      }
      for (int i = 5 * COUNT - 1; i >= 0; i -= 3) {
        assertTrainImage(source, i);
      }
    }
  }

  @Test
  void takesNamesFromTheListOrTheStandard() throws IOException {
    CifarFiles.tenBinary(folder, 1);
    try (ImageSource source = open(folder)) {
      assertEquals("airplane", source.classes().name(0));
      assertEquals("truck", source.classes().name(9));
    }
    Files.writeString(folder.resolve("batches.meta.txt"), CifarFiles.names("kind", 10));
    try (ImageSource source = open(folder)) {
      assertEquals("kind3", source.classes().name(3));
    }
    Files.writeString(folder.resolve("batches.meta.txt"), CifarFiles.names("kind", 9));
    assertTrue(refusal().endsWith("batches.meta.txt holds 9 class names, expected 10"));
  }

  @Test
  void readsBothLabelsOfCifar100() throws IOException {
    CifarFiles.hundredBinary(folder, 12);
    try (ImageSource fine = CifarSources.open(folder, Cifar100Labels.FINE);
        ImageSource coarse = CifarSources.open(folder, Cifar100Labels.COARSE)) {
      assertEquals(100, fine.classes().size());
      assertEquals("fine99", fine.classes().name(99));
      assertEquals(20, coarse.classes().size());
      assertEquals(12, fine.size(Split.TRAIN));
      assertEquals(13, coarse.size(Split.TEST));
      for (int i = 0; i < 12; i++) {
        int label = CifarFiles.label(1, i);
        assertEquals(label, coarse.read(Split.TRAIN, i, pixels));
        assertArrayEquals(CifarFiles.pixels(1, i), pixels);
        assertEquals(10 * label + 9, fine.read(Split.TRAIN, i, pixels));
        assertArrayEquals(CifarFiles.pixels(1, i), pixels);
      }
    }
    Files.delete(folder.resolve("fine_label_names.txt"));
    assertTrue(refusal().endsWith("fine_label_names.txt is missing"));
  }

  @Test
  void refusesTruncatedFile() throws IOException {
    CifarFiles.tenBinary(folder, 2);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("data_batch_3.bin").toFile(), "rw")) {
      file.setLength(5000);
    }
    assertEquals(
        folder.resolve("data_batch_3.bin")
            + " is truncated: 5000 bytes, expected a multiple of 3073",
        refusal());
  }

  @Test
  void refusesEmptyAndMissingFiles() throws IOException {
    CifarFiles.tenBinary(folder, 2);
    Files.write(folder.resolve("data_batch_5.bin"), new byte[0]);
    assertTrue(refusal().contains("data_batch_5.bin is empty"));
    Files.delete(folder.resolve("data_batch_5.bin"));
    assertEquals(folder.resolve("data_batch_5.bin") + " is missing", refusal());
    CifarFiles.tenBinary(folder, 2);
    Files.delete(folder.resolve("test_batch.bin"));
    assertEquals(folder.resolve("test_batch.bin") + " is missing", refusal());
  }

  @Test
  void refusesLabelOutOfRange() throws IOException {
    CifarFiles.tenBinary(folder, 4);
    byte[] records = CifarFiles.tenRecords(2, 4);
    records[3 * 3073] = (byte) 200;
    Files.write(folder.resolve("data_batch_2.bin"), records);
    try (ImageSource source = open(folder)) {
      source.read(Split.TRAIN, 6, pixels);
      IOException e =
          assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 7, pixels));
      assertEquals(
          folder.resolve("data_batch_2.bin") + ", record 3: label is 200, expected 0 to 9",
          e.getMessage());
    }
  }

  @Test
  void saysWhenAFileShrinksLater() throws IOException {
    CifarFiles.tenBinary(folder, 4);
    try (ImageSource source = open(folder)) {
      Files.write(folder.resolve("data_batch_1.bin"), CifarFiles.tenRecords(1, 2));
      IOException e =
          assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 0, pixels));
      assertTrue(e.getMessage().contains("data_batch_1.bin"), e.getMessage());
      assertTrue(e.getMessage().contains("expected 4 records"), e.getMessage());
    }
  }

  @Test
  void keepsToItsBounds() throws IOException {
    CifarFiles.tenBinary(folder, 1);
    ImageSource source = open(folder);
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, 5, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TEST, -1, pixels));
    assertThrows(IllegalArgumentException.class, () -> source.read(Split.TEST, 0, new byte[3071]));
    source.close();
    source.close();
    assertThrows(IOException.class, () -> source.read(Split.TRAIN, 0, pixels));
  }
}
