package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.hdf5.foreign.Filters.Step;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Undoes the filters of one chunk after the other. One thread at a time. */
final class ChunkDecoder implements AutoCloseable {

  private final Filters filters;
  private final int chunkBytes;
  private final Inflater inflater = new Inflater();
  private final byte[] behind = new byte[1];

  /** Filters must not read from the map: zlib would end the process where the file was cut. */
  private byte[] in = new byte[0];

  private byte[] out = new byte[0];
  private int length;

  /**
   * Allocates nothing before the first chunk.
   *
   * @param chunkBytes of each chunk before its filters
   */
  ChunkDecoder(Filters filters, int chunkBytes) {
    this.filters = filters;
    this.chunkBytes = chunkBytes;
  }

  /**
   * Decodes a chunk.
   *
   * @param map not moved
   * @return {@code chunkBytes} bytes from 0 on, valid until the next call
   * @throws StoreException if it is damaged; says only how
   */
  byte[] decode(ByteBuffer map, int offset, int stored, int skipped) throws StoreException {
    if (in.length < stored) {
      in = new byte[Math.max(stored, capacity())];
    }
    map.get(offset, in, 0, stored);
    length = stored;
    for (int step = filters.steps().size() - 1; step >= 0; step--) {
      if (Filters.applied(skipped, step)) {
        undo(filters.steps().get(step));
      }
    }
    if (length != chunkBytes) {
      throw damaged("it has " + length + " bytes, expected " + chunkBytes);
    }
    return in;
  }

  /** A checksum may lie behind what other filters make. */
  static int capacity(int chunkBytes) {
    return chunkBytes + Fletcher32.BYTES;
  }

  private int capacity() {
    return capacity(chunkBytes);
  }

  private void undo(Step step) throws StoreException {
    switch (step.kind()) {
      case DEFLATE -> {
        requireOut(capacity());
        turn(inflate());
      }
      case LZF -> {
        requireOut(capacity());
        int unpacked = Lzf.unpack(in, length, out, capacity());
        if (unpacked < 0) {
          throw damaged("it is no lzf stream of " + chunkBytes + " bytes");
        }
        turn(unpacked);
      }
      case SHUFFLE -> {
        if (step.width() > 1) {
          requireOut(length);
          unshuffle(step.width());
          turn(length);
        }
      }
      case FLETCHER32 -> checkSum();
    }
  }

  private void requireOut(int bytes) {
    if (out.length < bytes) {
      out = new byte[bytes];
    }
  }

  private void turn(int bytes) {
    byte[] done = out;
    out = in;
    in = done;
    length = bytes;
  }

  private int inflate() throws StoreException {
    inflater.reset();
    inflater.setInput(in, 0, length);
    int done = 0;
    try {
      while (done < capacity()) {
        int more = inflater.inflate(out, done, capacity() - done);
        if (more == 0) {
          break;
        }
        done += more;
      }
      if (!inflater.finished() && (inflater.inflate(behind) > 0 || !inflater.finished())) {
        throw damaged("it does not end after " + done + " bytes");
      }
    } catch (DataFormatException e) {
      throw new StoreException("it does not inflate: " + e.getMessage(), e);
    }
    return done;
  }

  /** All first bytes come first, then all second ones, …; what is no whole element comes last. */
  private void unshuffle(int width) {
    int elements = length / width;
    for (int b = 0, from = 0; b < width; b++) {
      for (int e = 0, to = b; e < elements; e++, to += width) {
        out[to] = in[from++];
      }
    }
    int whole = elements * width;
    System.arraycopy(in, whole, out, whole, length - whole);
  }

  private void checkSum() throws StoreException {
    int bytes = length - Fletcher32.BYTES;
    if (bytes < 0) {
      throw damaged("it is shorter than its checksum");
    }
    int expected = Fletcher32.at(in, bytes);
    int found = Fletcher32.of(in, bytes);
    if (found != expected) {
      throw damaged(
          "its checksum is "
              + Integer.toHexString(found)
              + ", the file says "
              + Integer.toHexString(expected));
    }
    length = bytes;
  }

  private static StoreException damaged(String reason) {
    return new StoreException(reason);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
