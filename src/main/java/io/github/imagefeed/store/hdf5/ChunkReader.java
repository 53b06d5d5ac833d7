package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates chunks, each at most once a batch, and keeps the last one for the next batch. Whole
 * chunks always, since their checksum comes last. One thread at a time.
 */
final class ChunkReader implements AutoCloseable {

  private final Path path;
  private final DeflatedChunks chunks;
  private final ByteBuffer[] windows;
  private final Inflater inflater = new Inflater();
  private final ByteBuffer chunk;
  private final int chunkImages;
  private final int imageBytes;
  private final byte[] behind = new byte[1];

  /** zlib must not read from the map: were the file cut, it would end the process. */
  private byte[] packed = new byte[0];

  private long[] visits = new long[0];
  private int inflated = -1;

  /**
   * Allocates the buffer of a chunk.
   *
   * @param path for messages
   */
  ChunkReader(Path path, DeflatedChunks chunks) {
    this.path = path;
    this.chunks = chunks;
    this.windows = chunks.windows();
    this.chunk = ByteBuffer.allocateDirect(chunks.table().chunkBytes());
    this.chunkImages = chunks.table().images();
    this.imageBytes = chunk.capacity() / chunkImages;
  }

  /** Copies images to the bytes of {@code pixels} from its position on, in the order asked for. */
  void read(int[] indices, int from, int to, ByteBuffer pixels) throws StoreException {
    int count = to - from;
    if (visits.length < count) {
      visits = new long[count];
    }
    // By image, and the place in the batch with it: images of one chunk come one after the other.
    for (int k = 0; k < count; k++) {
      visits[k] = (long) indices[from + k] << Integer.SIZE | k;
    }
    Arrays.sort(visits, 0, count);
    for (int k = 0; k < count; k++) {
      int index = (int) (visits[k] >>> Integer.SIZE);
      int place = (int) visits[k];
      if (index / chunkImages != inflated) {
        inflate(index / chunkImages, index);
      }
      pixels.put(
          pixels.position() + place * imageBytes,
          chunk,
          index % chunkImages * imageBytes,
          imageBytes);
    }
  }

  private void inflate(int number, int index) throws StoreException {
    inflated = -1;
    ByteBuffer input = chunks.select(windows, number);
    int length = input.remaining();
    if (packed.length < length) {
      packed = new byte[length];
    }
    input.get(packed, 0, length);
    inflater.reset();
    inflater.setInput(packed, 0, length);
    chunk.clear();
    try {
      while (chunk.hasRemaining() && inflater.inflate(chunk) > 0) {
        // On until the chunk is full, or nothing more comes.
      }
      if (chunk.hasRemaining() || !ends()) {
        throw damaged(number, index, "it is not " + chunk.capacity() + " bytes long", null);
      }
    } catch (DataFormatException e) {
      throw damaged(number, index, String.valueOf(e.getMessage()), e);
    }
    inflated = number;
  }

  /** Whether the stream ends here: only then has its checksum been compared. */
  private boolean ends() throws DataFormatException {
    return inflater.finished() || (inflater.inflate(behind) == 0 && inflater.finished());
  }

  private StoreException damaged(int number, int index, String reason, Throwable cause) {
    return new StoreException(
        path
            + ": image "
            + index
            + ": damaged: chunk "
            + number
            + " at byte "
            + chunks.table().start(number)
            + " does not inflate: "
            + reason,
        cause);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
