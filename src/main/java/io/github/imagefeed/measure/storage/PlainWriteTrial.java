package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.result.MetricNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Writes the pixels alone, one after the other, to a new plain file and forces it. */
record PlainWriteTrial(Subject subject, ImagePool pool, int images, Path target, Budget budget)
    implements Trial {

  private static final int BUFFER_BYTES = 1 << 20;

  @Override
  public Map<String, Double> run() throws IOException, StoppedException {
    Files.deleteIfExists(target);
    if (PageCache.canWrite()) {
      PageCache.write(target.getParent());
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, pool.shape().bytes()));
    long begin = System.nanoTime();
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int k = 0; k < images; k++) {
        budget.requireGoingOn();
        if (buffer.remaining() < pool.shape().bytes()) {
          write(out, buffer);
        }
        buffer.put(pool.pixels(k, images));
      }
      write(out, buffer);
      out.force(true);
    }
    return Map.of(MetricNames.COPY_WRITE, (System.nanoTime() - begin) / 1e9);
  }

  private static void write(FileChannel out, ByteBuffer buffer) throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
  }
}
