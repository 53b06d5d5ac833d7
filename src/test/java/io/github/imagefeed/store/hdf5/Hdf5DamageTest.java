package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is not a whole store of ours is refused with a message that names the file and the fault.
 */
final class Hdf5DamageTest {

  @TempDir Path folder;

  @Test
  void unfinished() throws IOException {
    Path path = folder.resolve("unfinished.h5");
    StoreSpec spec = Samples.spec(ImageShape.rgb(4, 4), 2, Samples.TWO);
    try (ImageStoreWriter writer = new Hdf5Format().create(path, spec)) {
      writer.append(new byte[spec.shape().bytes()], 0, 0);
      writer.append(new byte[spec.shape().bytes()], 1, 0);
    }
    assertTrue(refused(path).contains("unfinished"));
  }

  @Test
  void emptyAndGarbage() throws IOException {
    assertTrue(refused(Files.createFile(folder.resolve("empty.h5"))).contains("unfinished"));
    Path garbage = Files.write(folder.resolve("garbage.h5"), Samples.pixels(1, 100_000));
    assertTrue(refused(garbage).contains("not an HDF5 file"));
  }

  @Test
  void garbageBehindTheSignature() throws IOException {
    byte[] bytes = Samples.pixels(2, 10_000);
    System.arraycopy(Files.readAllBytes(Samples.small(folder)), 0, bytes, 0, 8);
    for (int version = 0; version < 5; version++) {
      bytes[8] = (byte) version;
      refused(Files.write(folder.resolve("garbage.h5"), bytes));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 47, 48, 64, 500, 4095, 4096, 4097, 4700, 8192, 8231, 12_288, 12_327})
  void cut(int length) throws IOException {
    Path path = Samples.small(folder);
    assertEquals(12_288 + 10 * 4, Files.size(path));
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
    String message = refused(path);
    if (length >= 48) { // The superblock, which has the length of the file, is whole.
      assertTrue(message.contains("12328") && message.contains(length + " bytes"), message);
    }
  }

  @Test
  void oneBitAnywhereInTheMetadata() throws IOException {
    Path path = Samples.small(folder);
    byte[] bytes = Files.readAllBytes(path);
    int end = 4096;
    while (bytes[end - 1] == 0) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (i < 48 || i >= 64) { // Nothing lies between the superblock and the root group.
        bytes[i] ^= 0x40;
        refused(Files.write(path, bytes));
        bytes[i] ^= 0x40;
      }
    }
  }

  @Test
  void newerVersion() throws IOException {
    Path path = foreign("newer.h5", 4, file -> {});
    assertTrue(refused(path).contains("use a newer imagefeed"));
  }

  @Test
  void foreign() throws IOException {
    Path path = folder.resolve("foreign.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("temperatures", new double[] {1, 2, 3});
    }
    assertTrue(refused(path).contains("attribute 'program' is missing"));
    assertTrue(refused(foreign("none.h5", 3, file -> {})).contains("'images' is missing"));
    assertTrue(
        refused(foreign("type.h5", 3, file -> file.putDataset("images", new int[2][3][4][5])))
            .contains("unsigned integers of 1 bytes"));
  }

  @Test
  void dimensionsThatDoNotMatch() throws IOException {
    Path path =
        foreign(
            "dimensions.h5",
            3,
            file -> {
              var unsigned = DatasetCreationOptions.builder().unsigned().build();
              file.putDataset("images", new byte[2][3][4][5], unsigned);
              file.putDataset("labels", new int[3]);
              file.putDataset("checksums", new int[2], unsigned);
            });
    String message = refused(path);
    assertTrue(message.contains("[2, 3, 4, 5]") && message.contains("[3]"), message);
  }

  @Test
  void labelThatIsNoClass() throws IOException {
    Path path = Samples.small(folder);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {2, 0, 0, 0}), 8192 + 3 * 4);
    }
    assertTrue(refused(path).contains("label of image 3 is 2, expected 0 to 1"));
  }

  @Test
  void nothingAndFolder() throws IOException {
    Path nothing = folder.resolve("nothing.h5");
    assertThrows(NoSuchFileException.class, () -> new Hdf5Format().open(nothing));
    assertTrue(refused(Files.createDirectory(nothing)).contains("folder"));
  }

  @Test
  void createDoesNotReplace() throws IOException {
    Path path = Samples.small(folder);
    StoreSpec spec = Samples.spec(ImageShape.rgb(4, 4), 2, Samples.TWO);
    assertThrows(IOException.class, () -> new Hdf5Format().create(path, spec));
    try (ImageStore store = new Hdf5Format().open(path)) {
      assertEquals(10, store.size());
    }
  }

  /** A file that another program wrote in imitation of ours. */
  private Path foreign(String name, int version, Consumer<WritableHdfFile> more) {
    Path path = folder.resolve(name);
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("program", "imagefeed");
      file.putAttribute("format_version", version);
      more.accept(file);
    }
    return path;
  }

  private static String refused(Path path) {
    StoreException e = assertThrows(StoreException.class, () -> new Hdf5Format().open(path));
    assertTrue(e.getMessage().startsWith(path.toString()), e.getMessage());
    return e.getMessage();
  }
}
