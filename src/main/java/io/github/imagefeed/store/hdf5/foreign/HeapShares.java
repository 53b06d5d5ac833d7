package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;

/**
 * What reading compressed chunks may take of the heap.
 *
 * @param heap bytes that Java may use
 */
record HeapShares(long heap) {

  /** Of decoded chunks, however large the heap is. */
  private static final long MAX_CACHE_BYTES = 1 << 30;

  /** However large the heap is: the bytes of a buffer. */
  private static final long MAX_PIECE_BYTES = 1 << 30;

  private static final int CACHE_SHARE = 8;
  private static final int DECODERS_SHARE = 8;
  private static final int PIECE_SHARE = 4;

  /** One piece and one decoder. */
  private static final int LEAST_SHARE = 2;

  HeapShares {
    if (heap < 1) {
      throw new IllegalArgumentException("a heap of " + heap + " bytes, expected at least 1");
    }
  }

  static HeapShares now() {
    return new HeapShares(Runtime.getRuntime().maxMemory());
  }

  /** For decoded pieces; one of them may take more. */
  long cacheBytes() {
    return Math.min(MAX_CACHE_BYTES, heap / CACHE_SHARE);
  }

  /** For all decoders; one of them may take more. */
  long decodersBytes() {
    return heap / DECODERS_SHARE;
  }

  /**
   * Checks that one piece and one decoder fit, which is what reading takes at least.
   *
   * @throws StoreException if they do not
   */
  void require(StoredArray pixels) throws StoreException {
    ChunkGrid grid = pixels.grid();
    long piece = (long) grid.chunkRecords() * grid.recordBytes();
    long decoder = pixels.decoderBytes();
    if (piece > Math.min(MAX_PIECE_BYTES, heap / PIECE_SHARE)
        || piece + decoder > heap / LEAST_SHARE) {
      throw new StoreException(
          pixels.name()
              + ": "
              + grid.chunkRecords()
              + " images have compressed chunks in common, "
              + mebibytes(piece)
              + " to decode as one, and "
              + mebibytes(decoder)
              + " to decode a chunk in, of a heap of "
              + mebibytes(heap)
              + "; give Java more memory with -Xmx, or write smaller chunks, for instance by"
              + " h5repack -l CHUNK=…");
    }
  }

  private static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
