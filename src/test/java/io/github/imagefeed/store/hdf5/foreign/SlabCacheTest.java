package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who gets which place, and that nobody copies from one that another thread fills. */
final class SlabCacheTest {

  private static SlabCache cache(int slabs, int places) {
    return new SlabCache(slabs, 8, ByteOrder.LITTLE_ENDIAN, places * 8L);
  }

  /** Reads a slab; whether it had to be decoded. */
  private static boolean read(SlabCache cache, int slab) {
    SlabCache.Place place = cache.pin(slab);
    try {
      boolean decode = cache.isToDecode(place);
      if (decode) {
        place.records().putLong(0, slab);
        cache.setDecoded(place);
      }
      assertEquals(slab, place.records().getLong(0));
      return decode;
    } finally {
      cache.unpin(place);
    }
  }

  @Test
  void keepsWhatWasUsedLast() {
    SlabCache cache = cache(10, 3);
    assertEquals(3, cache.places());
    for (int slab : new int[] {0, 1, 2}) {
      assertTrue(read(cache, slab));
    }
    assertEquals(false, read(cache, 0));
    assertTrue(read(cache, 3), "in the place of 1");
    assertEquals(false, read(cache, 0));
    assertEquals(false, read(cache, 2));
    assertTrue(read(cache, 1));
  }

  /** Against a list in the order of use; some slabs cannot be decoded, and give their place up. */
  @Test
  void keepsWhatAListWouldKeep() {
    SlabCache cache = cache(40, 7);
    List<Integer> kept = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      int slab = random.nextInt(40);
      boolean known = kept.remove((Integer) slab);
      if (!known && random.nextInt(5) == 0) {
        SlabCache.Place place = cache.pin(slab);
        assertTrue(cache.isToDecode(place));
        cache.unpin(place);
        if (kept.size() == 7) {
          kept.remove(0); // whose place it took
        }
      } else {
        assertEquals(!known, read(cache, slab), "read " + i);
        if (kept.size() == 7) {
          kept.remove(0);
        }
        kept.add(slab);
      }
    }
  }

  /** Images in chunks of their own; a look at each place would make some 10^11 of them. */
  @Test
  void aMissCostsTheSameHoweverManyPlaces() {
    SlabCache cache = cache(600_000, 300_000);
    for (int slab = 0; slab < 600_000; slab++) {
      assertTrue(read(cache, slab));
    }
    for (int slab = 300_000; slab < 600_000; slab++) {
      assertEquals(false, read(cache, slab));
    }
  }

  @Test
  void aSlabThatWasNotDecodedIsTriedAgain() {
    SlabCache cache = cache(4, 2);
    SlabCache.Place place = cache.pin(1);
    assertTrue(cache.isToDecode(place));
    cache.unpin(place);
    assertTrue(read(cache, 1));
    assertEquals(false, read(cache, 1));
  }

  @Test
  void aPinnedPlaceIsNotGivenAway() {
    SlabCache cache = cache(4, 2);
    read(cache, 0);
    SlabCache.Place held = cache.pin(0);
    for (int slab : new int[] {1, 2, 3}) {
      SlabCache.Place other = cache.pin(slab);
      assertNotSame(held, other);
      other.records().putLong(0, slab);
      cache.setDecoded(other);
      cache.unpin(other);
    }
    assertEquals(0, held.records().getLong(0));
    cache.unpin(held);
  }

  @Test
  void oneSlabIsKeptHoweverLarge() {
    SlabCache cache = new SlabCache(5, 1 << 20, ByteOrder.BIG_ENDIAN, 10);
    assertEquals(1, cache.places());
    assertTrue(read(cache, 4));
  }

  /** More threads than places: some wait, none for ever, and each sees its own slab. */
  @Test
  void manyThreadsShareFewPlaces() throws Exception {
    SlabCache cache = cache(20, 2);
    AtomicInteger decoded = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Future<?>> readers = new ArrayList<>();
      for (int t = 0; t < 6; t++) {
        Random random = new Random(t);
        readers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 5_000; i++) {
                    if (read(cache, random.nextInt(20))) {
                      decoded.incrementAndGet();
                    }
                  }
                }));
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertTrue(decoded.get() < 30_000, decoded + " decoded");
  }
}
