package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.RegionWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.Deflater;

/** Collects the images of a chunk, then compresses them. */
final class DeflateRegion implements ImageRegion {

  private static final int PIECE_BYTES = 1 << 16;

  private final RegionWriter out;
  private final Deflater deflater = new Deflater(ChunkPlan.DEFLATE_LEVEL);
  private final byte[] chunk;
  private final byte[] piece = new byte[PIECE_BYTES];
  private final long[] starts;
  private int filled;
  private int done;

  /**
   * Starts the region.
   *
   * @param out where the next chunk goes
   * @param before where the chunks start that are there, then {@code out}'s position
   */
  DeflateRegion(RegionWriter out, ChunkPlan plan, long... before) {
    this.out = out;
    this.chunk = new byte[plan.chunkBytes()];
    this.starts = Arrays.copyOf(before, plan.chunks() + 1);
    this.done = before.length - 1;
  }

  @Override
  public void put(byte[] pixels) throws IOException {
    System.arraycopy(pixels, 0, chunk, filled, pixels.length);
    filled += pixels.length;
    if (filled == chunk.length) {
      compress();
    }
  }

  private void compress() throws IOException {
    deflater.reset();
    deflater.setInput(chunk);
    deflater.finish();
    while (!deflater.finished()) {
      out.put(piece, deflater.deflate(piece));
    }
    filled = 0;
    done++;
    starts[done] = out.position();
  }

  /** Through a reader: the file's last chunk may be filled up, and would get more images. */
  @Override
  public void putAll(Path path, FileChannel file, Hdf5Metadata metadata) throws IOException {
    try (ImageStore store = Hdf5Store.open(path, Hdf5Store.WINDOW_BYTES)) {
      byte[] image = new byte[store.shape().bytes()];
      ByteBuffer pixels = ByteBuffer.allocateDirect(image.length);
      int[] index = new int[1];
      int[] label = new int[1];
      for (index[0] = 0; index[0] < store.size(); index[0]++) {
        store.read(index, 0, 1, pixels, label);
        pixels.get(0, image);
        put(image);
      }
    }
  }

  @Override
  public long[] finish() throws IOException {
    if (filled > 0) { // Also at the edge of a dataset a chunk holds as much as any.
      Arrays.fill(chunk, filled, chunk.length, (byte) 0);
      compress();
    }
    out.flush();
    return starts;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
