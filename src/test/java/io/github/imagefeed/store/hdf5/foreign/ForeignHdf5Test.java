package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in a file and what is refused, without Python: two files of h5py lie here. */
final class ForeignHdf5Test {

  static final DatasetCreationOptions UNSIGNED =
      DatasetCreationOptions.builder().unsigned().build();

  @TempDir Path folder;

  /** A file that h5py wrote, brought to where it can be read. */
  static Path resource(Path folder, String name) throws IOException {
    try (InputStream in = ForeignHdf5Test.class.getResourceAsStream(name)) {
      Path path = folder.resolve(name);
      Files.copy(in, path);
      return path;
    }
  }

  private Path write(Consumer<WritableHdfFile> content) throws IOException {
    Path path = folder.resolve("written.h5");
    Files.deleteIfExists(path);
    try (WritableHdfFile file = HdfFile.write(path)) {
      content.accept(file);
    }
    return path;
  }

  private static ForeignHdf5 hinted(Optional<String> images, Optional<String> labels) {
    return new ForeignHdf5(images, labels, Optional.empty());
  }

  private static String refused(ForeignHdf5 reader, Path path) {
    StoreException e = assertThrows(StoreException.class, () -> reader.open(path).close());
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    return e.getMessage();
  }

  private String refused(Consumer<WritableHdfFile> content) throws IOException {
    return refused(new ForeignHdf5(), write(content));
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h5py-gzip.h5", "h5py-latest-lzf.h5"})
  void readsWhatH5pyWrote(String name) throws IOException {
    Path path = resource(folder, name);
    assertTrue(new ForeignHdf5().recognises(path));
    try (ImageStore store = new ForeignHdf5().open(path)) {
      boolean gzip = name.contains("gzip");
      assertEquals(new ImageShape(6, 5, 3, Layout.HWC), store.shape());
      assertEquals(
          gzip ? ClassNames.of("cat", "dog", "größe") : ClassNames.of("cat", "dog", "cow"),
          store.classes());
      assertEquals(name + (gzip ? ":/images" : ":/train/x"), store.manifest().source());
      assertEquals(gzip ? 5 : 2, store.pieceImages());
      assertTrue(store.decodes());
      assertEquals(
          Optional.of(
              gzip
                  ? "chunks of 5x3x5x2, shuffle, gzip, fletcher32"
                  : "chunks of 2x6x5x3, shuffle, lzf, float32"),
          store.layout());
      int bytes = store.shape().bytes();
      ByteBuffer pixels = ByteBuffer.allocateDirect(12 * bytes);
      int[] labels = new int[12];
      store.read(IntStream.range(0, 12).toArray(), 0, 12, pixels, labels);
      for (int i = 0; i < 12 * bytes; i++) {
        assertEquals(i * 7 % 251, pixels.get(i) & 0xff, "pixel " + i);
      }
      assertArrayEquals(IntStream.range(0, 12).map(i -> i * 5 % 3).toArray(), labels);
    }
  }

  @Test
  void aFileOfOursIsLeftToItsFormatButReadWhenAskedFor() throws IOException {
    Path path = folder.resolve("ours.h5");
    TestImages images = TestImages.of(ImageShape.rgb(4, 5), 9);
    images.write(new Hdf5Format(), path);
    assertFalse(new ForeignHdf5().recognises(path));
    try (ImageStore store = new ForeignHdf5().open(path)) {
      assertEquals(TestImages.CLASSES, store.classes());
      ByteBuffer pixels = ByteBuffer.allocateDirect(60);
      int[] labels = new int[1];
      store.read(new int[] {8}, 0, 1, pixels, labels);
      byte[] image = new byte[60];
      pixels.get(image);
      assertArrayEquals(images.pixels(8), image);
      assertEquals(images.label(8), labels[0]);
    }
  }

  @Test
  void recognisesNothingElse() throws IOException {
    assertFalse(new ForeignHdf5().recognises(folder));
    assertFalse(new ForeignHdf5().recognises(folder.resolve("nothing.h5")));
    Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5 ".repeat(1000));
    assertFalse(new ForeignHdf5().recognises(text));
    assertSays(refused(new ForeignHdf5(), text), "no HDF5 signature");
    byte[] start = new byte[600];
    System.arraycopy(
        new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'}, 0, start, 512, 8);
    Path cut = Files.write(folder.resolve("cut.h5"), start);
    assertFalse(new ForeignHdf5().recognises(cut));
    assertSays(refused(new ForeignHdf5(), cut), "damaged");
    assertSays(refused(new ForeignHdf5(), folder), "a folder");
  }

  @Test
  void whatIsNoSetOfImages() throws IOException {
    assertSays(
        refused(file -> file.putAttribute("model", "keras")),
        "no images with labels",
        "there are no datasets");
    assertSays(
        refused(file -> file.putDataset("images", new byte[3][4][4][3], UNSIGNED)),
        "no images with labels",
        "--images /path --labels /path",
        "/images 3x4x4x3 uint8");
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new short[3][4][4][3], UNSIGNED);
              file.putDataset("labels", new int[3]);
            }),
        "/images 3x4x4x3 uint16",
        "images: uint8, or float32");
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new byte[3][4][4][3], UNSIGNED);
              file.putDataset("labels", new int[4]);
            }),
        "no images with labels of the same number");
  }

  @Test
  void whatHintsSayIsRefusedForItsReason() throws IOException {
    Path path =
        write(
            file -> {
              file.putDataset("images", new byte[3][4][4][3], UNSIGNED);
              file.putDataset("words", new short[3][4][4][3], UNSIGNED);
              file.putDataset("signed", new byte[3][4][4][3]);
              file.putDataset("alpha", new byte[3][4][4][4], UNSIGNED);
              file.putDataset("five", new byte[3][6][6][5], UNSIGNED);
              file.putDataset("flat", new byte[3][48], UNSIGNED);
              file.putDataset("labels", new int[3]);
              file.putDataset("onehot", new int[3][10]);
              file.putDataset("short", new int[2]);
            });
    assertSays(
        refused(hinted(Optional.of("/nothing"), Optional.empty()), path),
        "no dataset /nothing",
        "/words 3x4x4x3 uint16");
    assertSays(
        refused(hinted(Optional.of("words"), Optional.empty()), path),
        "elements are uint16",
        "astype('uint8')");
    assertSays(refused(hinted(Optional.of("signed"), Optional.empty()), path), "elements are int8");
    assertSays(refused(hinted(Optional.of("alpha"), Optional.empty()), path), "alpha channel");
    assertSays(
        refused(hinted(Optional.of("five"), Optional.empty()), path), "C 1 or 3", "/five 3x6x6x5");
    assertSays(
        refused(hinted(Optional.of("flat"), Optional.empty()), path),
        "/flat 3x48 uint8 are no images");
    assertSays(refused(hinted(Optional.empty(), Optional.of("onehot")), path), "one-hot", "argmax");
    assertSays(
        refused(hinted(Optional.of("images"), Optional.of("short")), path), "different lengths");
    try (ImageStore store = hinted(Optional.of("images"), Optional.empty()).open(path)) {
      assertEquals(ClassNames.of("0"), store.classes());
    }
  }

  @Test
  void severalSetsAreListed() throws IOException {
    Path path =
        write(
            file -> {
              file.putDataset("x_train", new byte[3][4][5][3], UNSIGNED);
              file.putDataset("y_train", new int[3]);
              file.putDataset("x_test", new byte[3][6][5][3], UNSIGNED);
              file.putDataset("y_test", new int[] {0, 1, 2});
            });
    assertSays(
        refused(new ForeignHdf5(), path),
        "more than one set",
        "/x_train 3x4x5x3",
        "/y_test 3 int32");
    try (ImageStore store = hinted(Optional.of("/x_test"), Optional.empty()).open(path)) {
      assertEquals(6, store.shape().height());
      assertEquals(3, store.classes().size(), "the labels of the same name");
    }
  }

  /** Two arrays of integers, of which the name tells one; a mask that could be grey images. */
  @Test
  void namesDecideWhereMoreWouldFit() throws IOException {
    Path path =
        write(
            file -> {
              file.putDataset("images", new byte[3][4][5][3], UNSIGNED);
              file.putDataset("ids", new int[] {7, 8, 9});
              file.putDataset("labels", new int[] {0, 1, 0});
              file.putDataset("masks", new byte[3][4][5], UNSIGNED);
            });
    try (ImageStore store = new ForeignHdf5().open(path)) {
      assertEquals(3, store.shape().channels());
      assertEquals(2, store.classes().size());
    }
  }

  /** MATLAB's 7 x 4 x 3 x 2 as it lies in the file: it could pass for two images of 4 x 7. */
  @Test
  void matlabsReversedDimensionsAreRefused() throws IOException {
    for (String mark : new String[] {"MATLAB_class", "MATLAB_empty"}) {
      Path path =
          write(
              file -> {
                file.putDataset("images", new byte[2][3][4][7], UNSIGNED)
                    .putAttribute(mark, "uint8");
                file.putDataset("labels", new int[2]).putAttribute(mark, "int32");
              });
      for (Optional<String> hint : List.of(Optional.<String>empty(), Optional.of("images"))) {
        assertSays(
            refused(hinted(hint, Optional.empty()), path),
            "dataset /images: attribute " + mark,
            "reversed",
            "permute",
            "h5py");
      }
    }
  }

  @Test
  void channelsThatMayBeFirstOrLast() throws IOException {
    Path path =
        write(
            file -> {
              file.putDataset("images", new byte[2][3][7][3], UNSIGNED);
              file.putDataset("labels", new int[2]);
            });
    assertSays(refused(new ForeignHdf5(), path), "channels first or last", "--layout");
    for (Layout layout : Layout.values()) {
      ForeignHdf5 reader =
          new ForeignHdf5(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(layout));
      try (ImageStore store = reader.open(path)) {
        assertEquals(
            layout == Layout.HWC
                ? new ImageShape(3, 7, 3, layout)
                : new ImageShape(7, 3, 3, layout),
            store.shape());
      }
    }
  }

  @Test
  void labelsAndClassesThatDoNotFit() throws IOException {
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new byte[3][4][4], UNSIGNED);
              file.putDataset("labels", new long[] {0, 1, -1});
            }),
        "dataset /labels: index 2: label -1, expected 0 to");
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new byte[3][4][4], UNSIGNED);
              file.putDataset("labels", new int[] {0, 1_000_000, 1});
            }),
        "index 1: label 1000000, expected 0 to 999999");
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new byte[3][4][4], UNSIGNED);
              file.putDataset("labels", new int[] {0, 2, 1});
              file.putAttribute("classes", new String[] {"cat", "dog"});
            }),
        "label 2, expected 0 to 1, as many as there are class names");
    assertSays(
        refused(
            file -> {
              file.putDataset("images", new byte[3][4][4], UNSIGNED);
              file.putDataset("labels", new int[] {0, 2, 1});
              file.putAttribute("classes", new String[] {"cat", "cat", "dog"});
            }),
        "attribute classes: class name 'cat' is given twice");
  }

  @Test
  void numbersOutsideZeroToOneAreRefusedWithTheirImage() throws IOException {
    for (float wrong : new float[] {-0.01f, 1.01f, Float.NaN}) {
      float[][][] images = new float[3][4][4];
      images[1][0][0] = 1;
      images[1][0][1] = 0.5f;
      images[2][3][3] = wrong;
      Path path =
          write(
              file -> {
                file.putDataset("images", images);
                file.putDataset("labels", new int[3]);
              });
      try (ImageStore store = new ForeignHdf5().open(path)) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(48);
        store.read(new int[] {0, 1}, 0, 2, pixels, new int[2]);
        assertEquals((byte) 255, pixels.get(16));
        assertEquals((byte) 128, pixels.get(17));
        StoreException e =
            assertThrows(
                StoreException.class, () -> store.read(new int[] {1, 2}, 0, 2, pixels, new int[2]));
        assertSays(
            e.getMessage(), path + ": dataset /images: index 2: number 15", "expected 0 to 1");
      }
    }
  }

  @Test
  void damagedChunksAreRefusedWithTheirImageAndOthersRead() throws IOException {
    Path path = resource(folder, "h5py-gzip.h5");
    byte[] bytes = Files.readAllBytes(path);
    try (ImageStore store = new ForeignHdf5().open(path)) {
      int bytesEach = store.shape().bytes();
      ByteBuffer pixels = ByteBuffer.allocateDirect(bytesEach);
      store.read(new int[] {11}, 0, 1, pixels, new int[1]);
    }
    int refused = 0;
    for (int at = 2_048; at < bytes.length; at += 7) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 0x55;
      Files.write(path, damaged);
      try (ImageStore store = new ForeignHdf5().open(path)) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(12 * store.shape().bytes());
        store.read(IntStream.range(0, 12).toArray(), 0, 12, pixels, new int[12]);
      } catch (StoreException e) {
        assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 50, refused + " refused");
  }

  @Test
  void aFileThatIsWrittenWhileItIsOpenIsRefused() throws IOException {
    for (String name : new String[] {"h5py-gzip.h5", "h5py-latest-lzf.h5"}) {
      Path path = resource(folder, name);
      try (ImageStore store = new ForeignHdf5().open(path)) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
        store.read(new int[] {0}, 0, 1, pixels, new int[1]);
        Files.write(path, new byte[] {1}, StandardOpenOption.APPEND);
        for (int index : new int[] {0, 11}) {
          assertThrows(
              ChangedStoreException.class,
              () -> store.read(new int[] {index}, 0, 1, pixels, new int[1]));
        }
      }
    }
  }

  @Test
  void aFileThatIsReplacedWhileItIsOpenStaysAsItWas() throws IOException {
    Path path = resource(folder, "h5py-gzip.h5");
    try (ImageStore store = new ForeignHdf5().open(path)) {
      Path other = Files.write(folder.resolve("other"), new byte[100]);
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
      ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
      store.read(new int[] {11}, 0, 1, pixels, new int[1]);
      assertEquals(11 * 90 * 7 % 251, pixels.get(0) & 0xff);
    }
  }

  /** Per batch some bytes for the pool of readers, per image nothing. */
  @Test
  void readingAllocatesNothingForAnImage() throws IOException {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (String name : new String[] {"h5py-gzip.h5", "h5py-latest-lzf.h5"}) {
      try (ImageStore store = new ForeignHdf5().open(resource(folder, name))) {
        int[] indices = IntStream.range(0, 6_000).map(i -> i * 5 % 12).toArray();
        ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * store.shape().bytes());
        int[] labels = new int[indices.length];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          store.read(indices, 0, indices.length, pixels, labels);
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < indices.length, least + " bytes for " + indices.length + " images");
      }
    }
  }
}
