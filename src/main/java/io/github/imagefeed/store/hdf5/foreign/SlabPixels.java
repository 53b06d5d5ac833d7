package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Images whose chunks were filtered: out of a cache of decoded slabs. */
final class SlabPixels implements PixelReader {

  /** What one thread needs, kept for the next one. */
  private static final class Worker {

    private final Optional<UnitPixels> converter;
    private long[] visits = new long[0];

    Worker(StoredArray array) {
      converter = array.element().isByte() ? Optional.empty() : Optional.of(new UnitPixels(array));
    }
  }

  private final StoredArray array;
  private final SlabCache cache;
  private final SlabDecoders decoders;
  private final int slabImages;
  private final int imageBytes;
  private final int recordBytes;

  /** As many as ever read at the same time. */
  private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();

  /**
   * Decodes nothing yet.
   *
   * @param budget bytes of decoded slabs to keep; at least one slab is kept
   * @param decoding bytes to decode in; at least one thread decodes
   */
  SlabPixels(StoredArray array, long budget, long decoding) {
    this.array = array;
    this.slabImages = array.grid().chunkRecords();
    this.imageBytes = array.grid().recordElements();
    this.recordBytes = array.grid().recordBytes();
    int slabs = ChunkGrid.cells(array.grid().records(), slabImages);
    int bytes = Math.multiplyExact(slabImages, recordBytes);
    this.cache = new SlabCache(slabs, bytes, array.element().order(), budget);
    this.decoders = new SlabDecoders(array, decoding);
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels) throws StoreException {
    Worker worker = idle.poll();
    if (worker == null) {
      worker = new Worker(array);
    }
    try {
      read(worker, indices, from, to, pixels);
    } finally {
      idle.push(worker);
    }
  }

  private void read(Worker worker, int[] indices, int from, int to, ByteBuffer pixels)
      throws StoreException {
    int count = to - from;
    if (worker.visits.length < count) {
      worker.visits = new long[count];
    }
    // By image, and the place in the batch with it: images of one slab come one after the other.
    for (int k = 0; k < count; k++) {
      worker.visits[k] = (long) indices[from + k] << Integer.SIZE | k;
    }
    Arrays.sort(worker.visits, 0, count);
    for (int k = 0; k < count; ) {
      int slab = index(worker.visits[k]) / slabImages;
      int end = k + 1;
      while (end < count && index(worker.visits[end]) / slabImages == slab) {
        end++;
      }
      copy(worker, slab, k, end, pixels);
      k = end;
    }
  }

  private static int index(long visit) {
    return (int) (visit >>> Integer.SIZE);
  }

  private void copy(Worker worker, int slab, int from, int to, ByteBuffer pixels)
      throws StoreException {
    SlabCache.Place place = cache.pin(slab);
    try {
      if (cache.isToDecode(place)) {
        decoders.decode(slab, index(worker.visits[from]), place.records());
        MapFaults.surface(); // before others read what a failed access left incomplete
        cache.setDecoded(place);
      }
      for (int k = from; k < to; k++) {
        int index = index(worker.visits[k]);
        int at = pixels.position() + (int) worker.visits[k] * imageBytes;
        int start = index % slabImages * recordBytes;
        if (worker.converter.isPresent()) {
          UnitPixels converter = worker.converter.get();
          converter.image().put(0, place.records(), start, recordBytes);
          converter.convert(index, pixels, at);
        } else {
          pixels.put(at, place.records(), start, recordBytes);
        }
      }
    } finally {
      cache.unpin(place);
    }
  }

  @Override
  public boolean decodes() {
    return true;
  }

  @Override
  public int pieceImages() {
    return slabImages;
  }

  @Override
  public void close() {
    idle.clear();
    decoders.close();
  }
}
