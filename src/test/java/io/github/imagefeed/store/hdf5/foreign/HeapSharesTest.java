package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.hdf5.foreign.Filters.Kind;
import io.github.imagefeed.store.hdf5.foreign.Filters.Step;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which chunks are too large for which heap; none of them is allocated. */
final class HeapSharesTest {

  private static final long MIB = 1 << 20;

  /** Images of 1 MiB, never written. */
  private static StoredArray array(int images, int imagesInChunk) {
    ChunkGrid grid =
        new ChunkGrid(
            new int[] {images, 1024, 1024, 1}, new int[] {imagesInChunk, 1024, 1024, 1}, 1);
    return new StoredArray(
        "file: dataset /images",
        new Element(Element.Kind.UNSIGNED, 1, ByteOrder.LITTLE_ENDIAN, "uint8"),
        grid,
        new Filters(List.of(new Step(Kind.DEFLATE, 0))),
        FileWindows.of(ByteBuffer.allocate(0)),
        ByteBuffer.allocate(0));
  }

  private static String refused(long heapMebibytes, StoredArray array) {
    HeapShares shares = new HeapShares(heapMebibytes * MIB);
    return assertThrows(StoreException.class, () -> shares.require(array)).getMessage();
  }

  /** The largest chunk is read by one thread at a time, however many there are. */
  @Test
  void aChunkOfAnEighthOfTheHeapHasOneDecoder() throws StoreException {
    HeapShares shares = new HeapShares(4096 * MIB);
    StoredArray large = array(2000, 500);
    shares.require(large);
    try (SlabDecoders decoders = new SlabDecoders(large, shares.decodersBytes())) {
      assertEquals(1, decoders.most());
    }
    try (SlabDecoders decoders = new SlabDecoders(array(2000, 30), shares.decodersBytes())) {
      assertEquals(8, decoders.most());
    }
  }

  @Test
  void aChunkAndItsBuffersMustFitHalfTheHeap() {
    String message = refused(4096, array(2000, 700));
    assertTrue(message.startsWith("file: dataset /images: 700 images"), message);
    assertTrue(message.contains("700 MiB to decode as one, and 1400 MiB"), message);
    assertTrue(message.contains("-Xmx"), message);
  }

  /** Of which the dataset has one image only, so far. */
  @Test
  void aChunkLargerThanTheDatasetCounts() {
    assertTrue(refused(2048, array(1, 600)).contains("1 MiB to decode as one, and 1200 MiB"));
  }
}
