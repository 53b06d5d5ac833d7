package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.hdf5.foreign.Filters.Kind;
import io.github.imagefeed.store.hdf5.foreign.Filters.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of decoded slabs where reading the file fails, and what decoding takes. */
final class SlabPixelsTest {

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int SIDE = 128;
  private static final int BYTES = SIDE * SIDE;

  @TempDir Path folder;

  /** Each image a chunk, whose filter changes nothing and so checks nothing. */
  private static StoredArray array(FileChannel channel, int images, int side) throws IOException {
    ChunkGrid grid =
        new ChunkGrid(new int[] {images, side, side, 1}, new int[] {1, side, side, 1}, 1);
    int bytes = side * side;
    for (int i = 0; i < images; i++) {
      grid.put(i, (long) i * bytes, bytes, 0);
    }
    return new StoredArray(
        "array",
        new Element(Element.Kind.UNSIGNED, 1, ByteOrder.LITTLE_ENDIAN, "uint8"),
        grid,
        new Filters(List.of(new Step(Kind.SHUFFLE, 1))),
        FileWindows.map(channel, 0, (long) images * bytes, bytes, FileWindows.STEP_BITS),
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
        SlabPixels reader = new SlabPixels(array(channel, 2, SIDE), BYTES, BYTES)) {
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

  /** Each thread had two buffers of a chunk for itself: some threads, and the heap was full. */
  @Test
  void threadsShareTheDecodersThatFit() throws Exception {
    int side = 2048;
    int bytes = side * side;
    int count = 4;
    byte[] images = new byte[count * bytes];
    new Random(4).nextBytes(images);
    Path path = Files.write(folder.resolve("large"), images);
    AtomicLong allocated = new AtomicLong();
    CountDownLatch start = new CountDownLatch(count);
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try (FileChannel channel = FileChannel.open(path);
        SlabPixels reader = new SlabPixels(array(channel, count, side), 4L * bytes, 1)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        ByteBuffer pixels = ByteBuffer.allocateDirect(bytes);
        readers.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  long before = THREADS.getCurrentThreadAllocatedBytes();
                  reader.read(new int[] {index}, 0, 1, pixels);
                  allocated.addAndGet(THREADS.getCurrentThreadAllocatedBytes() - before);
                  assertEquals(ByteBuffer.wrap(images, index * bytes, bytes), pixels);
                  return index;
                }));
      }
      for (Future<?> each : readers) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    long slabs = (long) count * bytes;
    long buffer = (long) bytes + Fletcher32.BYTES;
    assertTrue(allocated.get() < slabs + 3 * buffer, allocated + " bytes, of which slabs " + slabs);
  }
}
