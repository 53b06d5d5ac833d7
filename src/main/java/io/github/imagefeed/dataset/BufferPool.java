package io.github.imagefeed.dataset;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers to read batches into. A fresh direct buffer a batch would cost several times the
 * reading itself, for zeroing and for page faults. Holds as many buffers as were ever in use at the
 * same time. Thread-safe.
 */
final class BufferPool {

  private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

  /** A buffer of at least that many bytes at position 0; give it back. */
  ByteBuffer take(int bytes) {
    ByteBuffer buffer = free.poll();
    if (buffer == null || buffer.capacity() < bytes) {
      return ByteBuffer.allocateDirect(bytes);
    }
    return buffer;
  }

  void give(ByteBuffer buffer) {
    free.offer(buffer);
  }
}
