package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ContentDigest;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Hdf5RoundTripTest {

  @TempDir Path folder;

  /** Fewer and more labels, shorter and longer images than the buffers of the writer hold. */
  @ParameterizedTest
  @CsvSource({
    "37,32,32,3,CHW",
    "37,32,32,3,HWC",
    "37,28,28,1,CHW",
    "37,28,28,1,HWC",
    "40000,1,7,3,HWC",
    "3,700,800,3,CHW"
  })
  void whatIsWrittenIsRead(int count, int height, int width, int channels, Layout layout)
      throws IOException {
    ImageShape shape = new ImageShape(height, width, channels, layout);
    roundTrip(Samples.spec(shape, count, ClassNames.of("a", "b", "c")));
  }

  @ParameterizedTest
  @CsvSource({"1000,30,x", "1000,30,猫", "2,40000,x", "3,5,é", "1,1,z"})
  void classNamesOfAnyNumberAndLength(int count, int length, String letter) throws IOException {
    roundTrip(
        Samples.spec(new ImageShape(3, 3, 3, Layout.HWC), 5, Samples.names(count, length, letter)));
  }

  @Test
  void sourceMayBeEmptyOrForeign() throws IOException {
    ImageShape shape = ImageShape.rgb(2, 2);
    roundTrip(new StoreSpec(shape, 1, Samples.TWO, ""));
    Files.delete(folder.resolve("store.h5"));
    roundTrip(new StoreSpec(shape, 1, Samples.TWO, "C:\\Bilder für später\n\u0001 🐈"));
  }

  private void roundTrip(StoreSpec spec) throws IOException {
    Path path = folder.resolve("store.h5");
    StoreManifest written = Samples.write(path, spec);
    ContentDigest digest = new ContentDigest(spec.shape());
    try (ImageStore store = new Hdf5Format().open(path)) {
      assertEquals(written, store.manifest());
      ByteBuffer pixels = ByteBuffer.allocateDirect(spec.shape().bytes());
      byte[] image = new byte[spec.shape().bytes()];
      int[] label = new int[1];
      for (int i = 0; i < spec.count(); i++) {
        store.read(new int[] {i}, 0, 1, pixels, label);
        pixels.get(0, image);
        assertArrayEquals(Samples.pixels(i, image.length), image);
        assertEquals(Samples.label(i, spec.classes()), label[0]);
        digest.add(image, label[0]);
      }
    }
    assertEquals(written.digest(), digest.hex());
  }

  @Test
  void readingAfterCloseIsRefused() throws IOException {
    ImageStore store = new Hdf5Format().open(Samples.small(folder));
    store.close();
    store.close();
    ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
    assertThrows(
        IllegalStateException.class, () -> store.read(new int[1], 0, 1, pixels, new int[1]));
  }

  @Test
  void textsThatHdf5WouldCutAreRefusedAndLeaveNothing() throws IOException {
    StoreSpec nul = Samples.spec(ImageShape.rgb(2, 2), 1, ClassNames.of("a\0b"));
    StoreSpec isLong = new StoreSpec(nul.shape(), 1, Samples.TWO, "s".repeat(70_000));
    for (StoreSpec spec : new StoreSpec[] {nul, isLong}) {
      assertThrows(
          IllegalArgumentException.class, () -> Samples.write(folder.resolve("s.h5"), spec));
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void manifestThatIsNotOfTheSpecIsRefused() throws IOException {
    StoreSpec spec = Samples.spec(ImageShape.rgb(64, 64), 1, Samples.TWO);
    Path path = folder.resolve("s.h5");
    try (ImageStoreWriter writer = new Hdf5Format().create(path, spec)) {
      writer.append(new byte[spec.shape().bytes()], 0, 0);
      StoreManifest two =
          new StoreManifest(spec.shape(), 2, spec.classes(), spec.source(), "0".repeat(64));
      assertThrows(IllegalArgumentException.class, () -> writer.finish(two));
    }
  }

  @Test
  void recognisesBySignatureOrName() throws IOException {
    Hdf5Format format = new Hdf5Format();
    Path small = Samples.small(folder);
    assertTrue(format.recognises(Files.copy(small, folder.resolve("other"))));
    assertTrue(format.recognises(Files.createFile(folder.resolve("empty.HDF5"))));
    assertFalse(format.recognises(Files.writeString(folder.resolve("text"), "text")));
    assertFalse(format.recognises(Files.createDirectory(folder.resolve("folder.h5"))));
    assertFalse(format.recognises(folder.resolve("nothing.h5")));
  }
}
