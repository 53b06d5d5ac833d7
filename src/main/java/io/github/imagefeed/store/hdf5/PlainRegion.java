package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.RegionWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/** Images as they are, one after the other, whether in chunks or not: what differs is the end. */
final class PlainRegion implements ImageRegion {

  private final RegionWriter out;
  private final Optional<ChunkPlan> chunks;
  private final long start;

  /**
   * Starts the region.
   *
   * @param out where the next image goes
   * @param start the first byte of the region
   */
  PlainRegion(RegionWriter out, Optional<ChunkPlan> chunks, long start) {
    this.out = out;
    this.chunks = chunks;
    this.start = start;
  }

  @Override
  public void put(byte[] pixels) throws IOException {
    out.put(pixels);
  }

  /** Copies bytes: of plain images the file's lie one after the other, as they do here. */
  @Override
  public void putAll(Path path, FileChannel file, Hdf5Metadata metadata) throws IOException {
    long count = metadata.manifest().count();
    out.transfer(file, metadata.imagesAt(), count * metadata.manifest().shape().bytes());
  }

  @Override
  public long[] finish() throws IOException {
    long[] starts = chunks.isPresent() ? fill(chunks.get()) : new long[0];
    out.flush();
    return starts;
  }

  private long[] fill(ChunkPlan plan) throws IOException {
    long missing = start + plan.bytes() - out.position();
    out.put(new byte[Math.toIntExact(missing)]);
    long[] starts = new long[plan.chunks() + 1];
    for (int chunk = 0; chunk < starts.length; chunk++) {
      starts[chunk] = start + (long) chunk * plan.chunkBytes();
    }
    return starts;
  }

  @Override
  public void close() {}
}
