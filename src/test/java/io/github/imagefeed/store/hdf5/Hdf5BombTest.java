package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metadata that claim far more than the file has, sealed with the right checksums. */
final class Hdf5BombTest {

  private static final int HEIGHT = 300;
  private static final int WIDTH = 400;
  private static final int COUNT = 7;

  @TempDir Path folder;

  private byte[] store(Hdf5Layout layout, ClassNames classes) throws IOException {
    Path path = folder.resolve("honest.h5");
    Files.deleteIfExists(path);
    StoreSpec spec = Samples.spec(ImageShape.rgb(HEIGHT, WIDTH), COUNT, classes);
    // One image a chunk, of zeros: so their deflated bytes are few.
    Hdf5Format format =
        layout == Hdf5Layout.CONTIGUOUS ? new Hdf5Format(layout) : new Hdf5Format(layout, 1);
    try (var writer = StoreWriter.create(format, path, spec, false)) {
      for (int i = 0; i < COUNT; i++) {
        writer.append(new byte[spec.shape().bytes()], 0);
      }
      writer.finish();
    }
    return Files.readAllBytes(path);
  }

  /** Replaces every run of numbers, of so many bytes each, by others. */
  private static void replace(byte[] file, int bytes, long[] numbers, long... by) {
    byte[] from = bytes(bytes, numbers);
    byte[] to = bytes(bytes, by);
    int found = 0;
    for (int at = 0; at + from.length <= Math.min(file.length, 1 << 16); at++) {
      if (ByteBuffer.wrap(file, at, from.length).equals(ByteBuffer.wrap(from))) {
        System.arraycopy(to, 0, file, at, to.length);
        found++;
      }
    }
    assertTrue(found > 0, "nothing to replace");
  }

  private static byte[] bytes(int each, long... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * each).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      for (int i = 0; i < each; i++) {
        bytes.put((byte) (number >>> (8 * i)));
      }
    }
    return bytes.array();
  }

  private static long[] of(long... numbers) {
    return numbers;
  }

  private String refusal(byte[] file) throws IOException {
    Hdf5Checksums.mend(file);
    Path path = Files.write(folder.resolve("bomb.h5"), file);
    String message =
        assertThrows(StoreException.class, () -> new Hdf5Format().open(path)).getMessage();
    assertTrue(message.startsWith(path + ": "), message);
    return message.substring(path.toString().length() + 2);
  }

  @Test
  void datasetOfPetabytes() throws IOException {
    byte[] images = store(Hdf5Layout.CONTIGUOUS, Samples.TWO);
    int bytes = images.length;
    replace(images, 8, of(COUNT, 3, HEIGHT, WIDTH), COUNT, 3, 16_384_000, 16_384_000);
    assertTrue(refusal(images).contains("height is 16384000, expected 1 to 16384"), "no such size");

    byte[] more = store(Hdf5Layout.CONTIGUOUS, Samples.TWO);
    replace(more, 8, of(COUNT, 3, HEIGHT, WIDTH), 2_000_000_000, 3, 16_384, 16_384);
    assertTrue(refusal(more).contains("images of dimensions [2000000000, 3"), refusal(more));

    byte[] large = store(Hdf5Layout.CONTIGUOUS, Samples.TWO);
    replace(large, 8, of(COUNT, 3, HEIGHT, WIDTH), COUNT, 3, 16_384, 16_384);
    assertTrue(
        refusal(large).matches("cut: dataset 'images' ends at byte 5637\\d+, found are \\d+ bytes"),
        refusal(large));
    assertTrue(bytes < 1 << 22);
  }

  @Test
  void chunkOfHundredsOfMegabytes() throws IOException {
    byte[] file = store(Hdf5Layout.DEFLATE, Samples.TWO);
    replace(file, 8, of(COUNT, 3, HEIGHT, WIDTH), COUNT, 3, 16_384, 16_384);
    replace(file, 2, of(1, 3, HEIGHT, WIDTH, 1), 1, 3, 16_384, 16_384, 1);
    assertTrue(file.length < 1 << 16, "small");
    String message = refusal(file);
    assertTrue(message.contains("has not 780335 to "), message);
  }

  @Test
  void chunkOfGigabytes() throws IOException {
    byte[] file = store(Hdf5Layout.DEFLATE, Samples.TWO);
    replace(file, 8, of(COUNT, 3, HEIGHT, WIDTH), COUNT, 3, 16_384, 16_384);
    replace(file, 2, of(1, 3, HEIGHT, WIDTH, 1), 2, 3, 16_384, 16_384, 1);
    assertEquals(
        "dataset '/images': chunks of 2 images, 1610612736 bytes, expected at least 1 image and at"
            + " most 1073741824 bytes",
        refusal(file).replace("dataset 'images'", "dataset '/images'"));
  }

  @Test
  void indexOfBillionsOfChunks() throws IOException {
    byte[] file = store(Hdf5Layout.CHUNKED, Samples.TWO);
    int index = new String(file, StandardCharsets.ISO_8859_1).indexOf("FAHD");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(index + 8, Integer.MAX_VALUE);
    assertTrue(refusal(file).contains("2147483647 chunks found, expected 7"), refusal(file));
  }

  @Test
  void attributesOfBillionsOfValues() throws IOException {
    byte[] file = store(Hdf5Layout.CONTIGUOUS, Samples.names(11, 3, "x"));
    int name = new String(file, StandardCharsets.ISO_8859_1).indexOf("classes\0");
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int at = name;
    while (in.getLong(at) != 11) {
      at++;
    }
    for (long claim : of(900_000, Integer.MAX_VALUE, Long.MAX_VALUE)) {
      in.putLong(at, claim);
      assertTrue(refusal(file).startsWith("cut or damaged HDF5 metadata"), refusal(file));
    }
  }

  /** jHDF goes on wherever a header says that it goes on. */
  @Test
  void headerThatGoesOnInItself() throws IOException {
    byte[] file = store(Hdf5Layout.CONTIGUOUS, Samples.TWO);
    int message = new String(file, StandardCharsets.ISO_8859_1).indexOf("OHDR") + 10;
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int there = 1500;
    assertEquals(0, in.getInt(there), "free space of the file");
    in.put(there, "OCHK".getBytes(StandardCharsets.US_ASCII));
    in.put(message, (byte) 0x10).putShort(message + 1, (short) 16).put(message + 3, (byte) 0);
    in.putLong(message + 4, there).putLong(message + 12, 64);
    in.put(there + 4, (byte) 0x10).putShort(there + 5, (short) 16).put(there + 7, (byte) 0);
    in.putLong(there + 8, there).putLong(there + 16, 64);
    assertTrue(refusal(file).startsWith("cut or damaged HDF5 metadata"), refusal(file));
  }
}
