package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Copies images out of the maps of the file. */
final class PlainPixels implements PixelReader {

  private final StoredArray array;
  private final int imageBytes;

  /** As many as ever read at the same time; none where pixels are only copied. */
  private final Deque<UnitPixels> idle = new ConcurrentLinkedDeque<>();

  PlainPixels(StoredArray array) {
    this.array = array;
    this.imageBytes = array.grid().recordElements();
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels) throws StoreException {
    int at = pixels.position();
    if (array.element().isByte()) {
      for (int i = from; i < to; i++, at += imageBytes) {
        array.copy(indices[i], pixels, at);
      }
      return;
    }
    UnitPixels converter = idle.poll();
    if (converter == null) {
      converter = new UnitPixels(array);
    }
    try {
      for (int i = from; i < to; i++, at += imageBytes) {
        array.copy(indices[i], converter.image(), 0);
        converter.convert(indices[i], pixels, at);
      }
    } finally {
      idle.push(converter);
    }
  }

  @Override
  public boolean decodes() {
    return !array.element().isByte();
  }

  @Override
  public int pieceImages() {
    return 1;
  }

  @Override
  public void close() {
    idle.clear();
  }
}
