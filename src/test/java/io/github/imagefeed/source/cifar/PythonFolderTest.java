package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonFolderTest {

  @TempDir Path folder;

  private final byte[] pixels = new byte[CifarFiles.PIXELS];

  private ImageSource open() throws IOException {
    return CifarSources.open(folder, Cifar100Labels.FINE);
  }

  /** The message with which the folder is refused once its first batch holds these bytes. */
  private String refusal(byte[] batch) throws IOException {
    Files.write(folder.resolve("data_batch_1"), batch); // Read first: the others may be missing.
    String message = assertThrows(SourceException.class, () -> open().close()).getMessage();
    assertTrue(message.startsWith(folder.resolve("data_batch_1").toString()), message);
    return message;
  }

  private String refusal(String batch) throws IOException {
    return refusal(batch.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void readsEveryImage() throws IOException {
    CifarFiles.tenPython(folder, 3);
    try (ImageSource source = open()) {
      assertEquals(15, source.size(Split.TRAIN));
      assertEquals(4, source.size(Split.TEST));
      assertEquals("airplane", source.classes().name(0));
      for (int i = 0; i < 15; i++) {
        assertEquals(CifarFiles.label(1 + i / 3, i % 3), source.read(Split.TRAIN, i, pixels));
        assertArrayEquals(CifarFiles.pixels(1 + i / 3, i % 3), pixels);
      }
      assertEquals(CifarFiles.label(0, 3), source.read(Split.TEST, 3, pixels));
      assertArrayEquals(CifarFiles.pixels(0, 3), pixels);
      assertEquals(CifarFiles.label(1, 0), source.read(Split.TRAIN, 0, pixels));
      assertArrayEquals(CifarFiles.pixels(1, 0), pixels);
    }
  }

  @Test
  void takesNamesFromTheMetaFile() throws IOException {
    CifarFiles.tenPython(folder, 1);
    Files.write(
        folder.resolve("batches.meta"),
        Pickle2.names("k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9").bytes());
    try (ImageSource source = open()) {
      assertEquals("k7", source.classes().name(7));
    }
    Files.write(folder.resolve("batches.meta"), Pickle2.names("k0", "k1").bytes());
    assertTrue(
        assertThrows(SourceException.class, this::open)
            .getMessage()
            .endsWith("batches.meta holds 2 class names, expected 10"));
  }

  @Test
  void readsNewerNumpyAndColumnOrder() throws IOException {
    CifarFiles.tenPython(folder, 2);
    byte[] columns = new byte[2 * CifarFiles.PIXELS];
    for (int i = 0; i < CifarFiles.PIXELS; i++) {
      columns[2 * i] = CifarFiles.pixel(1, 0, i);
      columns[2 * i + 1] = CifarFiles.pixel(1, 1, i);
    }
    Files.write(
        folder.resolve("data_batch_1"),
        Pickle2.batch(2, r -> r, columns, "numpy._core.multiarray", true).bytes());
    try (ImageSource source = open()) {
      for (int i = 0; i < 2; i++) {
        assertEquals(i, source.read(Split.TRAIN, i, pixels));
        assertArrayEquals(CifarFiles.pixels(1, i), pixels);
      }
    }
  }

  /** Each with the name it is refused for; the library knows some of them and would build them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cos\nsystem\n(S'echo hi'\ntR.|os.system",
        "\u0080\u0004\u008c\u0002os\u008c\u0006system\u0093\u008c\u0002hi\u0085R.|os.system",
        "(ios\nsystem\n.|os.system",
        "(S'hi'\nibuiltins\neval\n.|builtins.eval",
        "c__builtin__\neval\n(S'1'\ntR.|__builtin__.eval",
        "cbuiltins\nbytearray\n)R.|builtins.bytearray",
        "cdatetime\ndatetime\n)R.|datetime.datetime",
        "cexceptions\nException\n)R.|exceptions.Exception",
        "cnumpy\nfromfile\n.|numpy.fromfile"
      })
  void refusesForeignNames(String pickleAndName) throws IOException {
    String[] parts = pickleAndName.split("\\|", -1);
    assertTrue(
        refusal(parts[0]).contains("its pickle asks for " + parts[1] + ","), refusal(parts[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P1\n.", "N)\u0081.", "\u0082\u0001.", "\u008f.", "\u0096\u0001", "(o.", "Q."})
  void refusesOpcodesOfForeignObjects(String pickle) throws IOException {
    assertTrue(refusal(pickle).contains("pickle opcode 0x"), refusal(pickle));
  }

  @Test
  void setsNoStateOfOtherObjects() throws IOException {
    assertTrue(refusal("]U\u0001ab.").contains("state is given"));
    assertTrue(refusal("cnumpy\nndarray\n)R.").contains("numpy.ndarray is called"));
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] whole = Pickle2.batch(1, 2).bytes();
    for (int length = 0; length < whole.length; length += length < 600 ? 1 : 97) {
      refusal(Arrays.copyOf(whole, length));
    }
    refusal(Arrays.copyOf(whole, whole.length - 1));
    assertTrue(refusal(Arrays.copyOf(whole, 1000)).contains("is truncated: a text of 6144 bytes"));
  }

  @Test
  void answersDamageWithSourceExceptionOnly() throws IOException {
    CifarFiles.tenPython(folder, 2);
    byte[] whole = Pickle2.batch(1, 2).bytes();
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(300)] = (byte) random.nextInt(256);
      Files.write(folder.resolve("data_batch_1"), damaged);
      try {
        PickledBatch.read(folder.resolve("data_batch_1"));
      } catch (SourceException e) {
        assertTrue(e.getMessage().contains("data_batch_1"), e.getMessage());
      }
    }
  }

  @Test
  void refusesWrongContent() throws IOException {
    assertTrue(
        refusal("K\u0001.").endsWith("holds no dictionary, expected one with data and labels"));
    assertTrue(refusal("}.").endsWith("holds no array under 'data'"));
    byte[] short1 = new byte[CifarFiles.PIXELS];
    assertTrue(
        refusal(Pickle2.batch(2, r -> r, short1, "numpy.core.multiarray", false).bytes())
            .contains("array of 3072 bytes, expected 2 x 3072"));
  }

  @Test
  void refusesLabelOutOfRange() throws IOException {
    CifarFiles.tenPython(folder, 2);
    byte[] data = new byte[2 * CifarFiles.PIXELS];
    Files.write(
        folder.resolve("data_batch_1"),
        Pickle2.batch(2, r -> -3 * r, data, "numpy.core.multiarray", false).bytes());
    try (ImageSource source = open()) {
      IOException e =
          assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 1, pixels));
      assertEquals(
          folder.resolve("data_batch_1") + ", record 1: label is -3, expected 0 to 9",
          e.getMessage());
    }
  }

  @Test
  void refusesMissingAndHugeFiles() throws IOException {
    CifarFiles.tenPython(folder, 1);
    Files.delete(folder.resolve("data_batch_4"));
    assertEquals(
        folder.resolve("data_batch_4") + " is missing",
        assertThrows(SourceException.class, this::open).getMessage());
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("data_batch_4").toFile(), "rw")) {
      file.setLength(NumpyUnpickler.MAX_BYTES + 1); // Sparse: takes no space on the disk.
    }
    assertTrue(
        assertThrows(SourceException.class, this::open)
            .getMessage()
            .endsWith("expected a pickle of at most 268435456 bytes"));
  }
}
