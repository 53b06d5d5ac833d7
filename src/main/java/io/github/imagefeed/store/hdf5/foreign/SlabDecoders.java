package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Decoders that all threads share, as many as fit a budget: each keeps two buffers of a chunk, and
 * a chunk may be a sixth of the heap. Thread-safe.
 */
final class SlabDecoders implements AutoCloseable {

  private final StoredArray array;
  private final int most;

  /** Who decodes holds nothing else that another decoder's thread could wait for. */
  private final Semaphore turns;

  private final Deque<SlabDecoder> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * Allocates nothing before the first chunk.
   *
   * @param budget bytes of all decoders; there is one even if it takes more
   */
  SlabDecoders(StoredArray array, long budget) {
    this.array = array;
    this.most = (int) Math.max(1, Math.min(Integer.MAX_VALUE, budget / array.decoderBytes()));
    this.turns = new Semaphore(most);
  }

  /** Number of threads that may decode at the same time. */
  int most() {
    return most;
  }

  /**
   * Decodes a slab; waits while as many threads as may decode do so.
   *
   * @param wanted the record that it is decoded for, for messages
   * @param to receives its records from byte 0 on
   * @throws StoreException if a chunk is damaged
   */
  void decode(int slab, int wanted, ByteBuffer to) throws StoreException {
    turns.acquireUninterruptibly();
    try {
      SlabDecoder decoder = idle.poll();
      if (decoder == null) {
        decoder = new SlabDecoder(array);
      }
      try {
        decoder.decode(slab, wanted, to);
      } finally {
        idle.push(decoder);
        if (closed) {
          close(); // this one came back too late for it
        }
      }
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    for (SlabDecoder decoder = idle.poll(); decoder != null; decoder = idle.poll()) {
      decoder.close();
    }
  }
}
