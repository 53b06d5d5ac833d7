package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.hdf5.foreign.Filters.Kind;
import io.github.imagefeed.store.hdf5.foreign.Filters.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of decoded slabs where reading the file fails. */
final class SlabPixelsTest {

  private static final int SIDE = 128;
  private static final int BYTES = SIDE * SIDE;

  @TempDir Path folder;

  /** Two images, each a chunk, whose filter changes nothing and so checks nothing. */
  private static StoredArray array(FileChannel channel) throws IOException {
    ChunkGrid grid =
        new ChunkGrid(new int[] {2, SIDE, SIDE, 1}, new int[] {1, SIDE, SIDE, 1}, 1);
    grid.put(0, 0, BYTES, 0);
    grid.put(1, BYTES, BYTES, 0);
    return new StoredArray(
        "array",
        new Element(Element.Kind.UNSIGNED, 1, ByteOrder.LITTLE_ENDIAN, "uint8"),
        grid,
        new Filters(List.of(new Step(Kind.SHUFFLE, 1))),
        FileWindows.map(channel, 0, 2 * BYTES, BYTES, FileWindows.STEP_BITS),
        ByteBuffer.allocate(0));
  }

  /**
   * A cut file stands for a device that fails once: both make the same fault of the map. Compiled
   * methods let it show later than interpreted ones, so they are compiled first.
   */
  @Test
  void aSlabThatAFaultLeftIncompleteIsNotServedLater() throws IOException {
    byte[] images = new byte[2 * BYTES];
    new Random(3).nextBytes(images);
    Path path = Files.write(folder.resolve("chunks"), images);
    ByteBuffer pixels = ByteBuffer.allocateDirect(BYTES);
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SlabPixels reader = new SlabPixels(array(channel), BYTES)) {
      for (int i = 0; i <= 40_000; i++) {
        reader.read(new int[] {i % 2}, 0, 1, pixels); // the one place takes each in turn
      }
      channel.truncate(BYTES);
      InternalError fault =
          assertThrows(
              InternalError.class,
              () -> {
                reader.read(new int[] {1}, 0, 1, pixels);
                MapFaults.surface();
              });
      MapFaults.requireFault(fault);
      channel.write(ByteBuffer.wrap(images), 0);
      reader.read(new int[] {1}, 0, 1, pixels);
    }
    byte[] found = new byte[BYTES];
    pixels.get(0, found);
    assertArrayEquals(Arrays.copyOfRange(images, BYTES, 2 * BYTES), found);
  }
}
