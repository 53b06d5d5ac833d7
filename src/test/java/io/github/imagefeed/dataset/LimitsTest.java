package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The most images that an int counts, and indices beyond what there is. */
final class LimitsTest {

  private static final ImageShape DOT = new ImageShape(1, 1, 1, Layout.CHW);

  /** As many images as one likes: the pixel is the lowest byte of the index. */
  private record Counting(StoreManifest manifest) implements ImageStore {
    static Counting of(ImageShape shape, int count) {
      return new Counting(
          new StoreManifest(shape, count, TestImages.CLASSES, "counting", "0".repeat(64)));
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {
      for (int i = from; i < to; i++) {
        assertTrue(indices[i] >= 0 && indices[i] < size(), "index " + indices[i]);
        pixels.put(pixels.position() + i - from, (byte) indices[i]);
        labels[i - from] = indices[i] % 3;
      }
    }

    @Override
    public void close() {}
  }

  /** The last two batches of an epoch of 2,147,483,647 images. */
  @Test
  void theLargestSetEndsWhereItShould() throws Exception {
    int size = Integer.MAX_VALUE;
    int batches = size / 128 + 1;
    try (NDManager manager = NDManager.newBaseManager()) {
      for (EpochOrder.Kind kind : EpochOrder.Kind.values()) {
        StoreDataset dataset =
            StoreDataset.builder()
                .setStore(Counting.of(DOT, size))
                .setSampling(128, kind)
                .optSeed(4)
                .optBytes()
                .optFirstBatch(batches - 2)
                .build();
        assertEquals(size, dataset.size());
        IndexOrder order = new EpochOrder(kind, Blocks.DEFAULT, 4).of(size, 0);
        int position = (batches - 2) * 128;
        for (Batch batch : dataset.getData(manager)) {
          byte[] pixels = batch.getData().singletonOrThrow().toByteArray();
          for (byte pixel : pixels) {
            assertEquals((byte) order.at(position), pixel, kind + ", position " + position);
            position++;
          }
          batch.close();
        }
        assertEquals(size, position);
      }
    }
  }

  @Test
  void batchesOfTheLargestSetAreCountedWithoutOverflow() {
    int size = Integer.MAX_VALUE;
    for (boolean dropLast : new boolean[] {false, true}) {
      for (int batch : new int[] {1, 1 << 10, 1 << 30, size - 1, size}) {
        EpochSampler sampler =
            new EpochSampler(batch, dropLast, EpochOrder.sequential(), 0, size / batch - 1);
        Iterator<IndexList> left = sampler.batches(size, 0);
        IndexList full = left.next();
        assertEquals(batch, full.size());
        int rest = size % batch;
        assertEquals(size - rest - 1L, full.get(batch - 1));
        if (rest > 0 && !dropLast) {
          IndexList last = left.next();
          assertEquals(rest, last.size());
          assertEquals(size - 1L, last.get(rest - 1));
        }
        assertFalse(left.hasNext(), batch + ", " + dropLast);
      }
    }
  }

  @Test
  void largeBatchesOfLargeImagesAskForTheLeastAhead() {
    ImageStore large = Counting.of(ImageShape.rgb(ImageShape.MAX_SIDE, ImageShape.MAX_SIDE), 1);
    for (long batch : new long[] {1, 1 << 20, Integer.MAX_VALUE}) {
      Loading loading = Loading.of(OptionalInt.of(2), OptionalInt.empty(), large, batch, false);
      assertEquals(3, loading.ahead(), "batch " + batch);
      assertTrue(loading.bytes() > 1 << 30, "batch " + batch + ": " + loading.bytes());
    }
  }

  @Test
  void indicesThatAreNotThereAreNamedWithTheSize() throws Exception {
    StoreDataset dataset =
        StoreDataset.builder().setStore(Counting.of(DOT, 300)).setSampling(9, false).build();
    try (NDManager manager = NDManager.newBaseManager()) {
      RandomAccessDataset part = dataset.subDataset(100, 150);
      assertArrayEquals(
          new float[] {149 / 255f},
          part.get(manager, 49).getData().singletonOrThrow().toFloatArray(),
          1e-6f);
      for (long index : new long[] {-1, 300, 1L << 31, 1L << 32, Long.MAX_VALUE}) {
        assertNamed(index, 300, () -> dataset.get(manager, index));
        assertNamed(index, 50, () -> part.get(manager, index));
        assertNamed(index, 300, () -> dataset.subDataset(List.of(1L, index)));
        assertNamed(index, 50, () -> part.subDataset(List.of(1L, index)));
      }
      assertNamed(301, 300, () -> dataset.subDataset(0, 301));
      assertNamed(51, 50, () -> part.subDataset(20, 51));
    }
  }

  /** A sampler of other people, that also knows nothing of the dataset's limit. */
  @Test
  void batchesOfImagesThatAreNotThereAreRefused() throws Exception {
    for (long index : new long[] {-1, 50, 120, 1L << 31, 1L << 32}) {
      StoreDataset dataset =
          StoreDataset.builder()
              .setStore(Counting.of(DOT, 300))
              .setSampling(new Fixed(List.of(3L, index)))
              .optLimit(50)
              .build();
      try (NDManager manager = NDManager.newBaseManager()) {
        assertNamed(index, 50, () -> dataset.getData(manager).iterator().next().close());
      }
    }
  }

  private record Fixed(List<Long> batch) implements Sampler {
    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
      return List.of(batch).iterator();
    }

    @Override
    public int getBatchSize() {
      return batch.size();
    }
  }

  private static void assertNamed(long index, int size, Executable call) {
    String message = assertThrows(IndexOutOfBoundsException.class, call).getMessage();
    for (long number : new long[] {index, size}) {
      assertTrue(
          Arrays.asList(message.split("[^-0-9]+")).contains(String.valueOf(number)), message);
    }
  }
}
