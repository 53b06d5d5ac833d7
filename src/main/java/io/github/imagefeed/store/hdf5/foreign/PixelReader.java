package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;

/** Delivers images of a dataset as uint8, in the dataset's own order of bytes. Thread-safe. */
interface PixelReader extends AutoCloseable {

  /**
   * Reads images that are there into a buffer that has room for them, from its position on.
   *
   * @throws StoreException if an image is damaged
   */
  void read(int[] indices, int from, int to, ByteBuffer pixels) throws StoreException;

  /** Whether an image costs more than a copy. */
  boolean decodes();

  /** Images that are decoded as one; 1 where they are only copied. */
  int pieceImages();

  /** Releases what is not memory; reads under way end well. */
  @Override
  void close();
}
