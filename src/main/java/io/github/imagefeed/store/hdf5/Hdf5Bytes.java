package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Whether a file is, outside its data, to the byte what {@link Hdf5Writer} writes: the header of
 * that manifest, and zeros between the data.
 */
final class Hdf5Bytes {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final Hdf5Metadata metadata;

  /** Looks at nothing yet; the channel stays the caller's. */
  Hdf5Bytes(Path path, FileChannel channel, Hdf5Metadata metadata) {
    this.path = path;
    this.channel = channel;
    this.metadata = metadata;
  }

  /**
   * Checks.
   *
   * @throws StoreException if a byte is another one
   */
  void check() throws IOException {
    StoreManifest manifest = metadata.manifest();
    StoreSpec spec = StoreSpec.of(manifest);
    Hdf5Header header =
        new Hdf5Header(manifest, metadata.chunks().map(chunks -> chunks.plan(spec)));
    require("the first image", metadata.imagesAt(), header.imagesAt());
    require("the first label", metadata.labelsAt(), header.labelsAt());
    require("the first checksum", metadata.checksumsAt(), header.checksumsAt());
    long[] starts = starts();
    requireEqual(header.toBuffer(starts));
    long integers = (long) manifest.count() * Integer.BYTES;
    long images = header.imagesAt() + (long) manifest.count() * manifest.shape().bytes();
    if (starts.length == 0) {
      requireZeros(images, header.labelsAt());
      requireZeros(header.labelsAt() + integers, header.checksumsAt());
      require("the end of the file", channel.size(), header.fileBytes());
      return;
    }
    requireZeros(header.labelsAt() + integers, header.checksumsAt());
    requireZeros(header.checksumsAt() + integers, header.imagesAt());
    long end = starts[starts.length - 1];
    if (!metadata.chunks().orElseThrow().deflated()) {
      requireZeros(images, end);
    }
    require("the end of the file", channel.size(), end);
  }

  private long[] starts() {
    return metadata
        .chunks()
        .map(
            table -> {
              long[] starts = new long[table.size() + 1];
              for (int chunk = 0; chunk < starts.length; chunk++) {
                starts[chunk] = table.start(chunk);
              }
              return starts;
            })
        .orElse(new long[0]);
  }

  private void require(String what, long found, long expected) throws StoreException {
    if (found != expected) {
      throw damaged(what + " is at byte " + found + ", expected at " + expected);
    }
  }

  private void requireEqual(ByteBuffer expected) throws IOException {
    ByteBuffer found = read(0, expected.remaining());
    int differs = found.mismatch(expected);
    if (differs >= 0) {
      throw damaged("the header is not as it was written, from byte " + differs + " on");
    }
  }

  private void requireZeros(long from, long to) throws IOException {
    for (long at = from; at < to; at += BUFFER_BYTES) {
      ByteBuffer found = read(at, (int) Math.min(BUFFER_BYTES, to - at));
      while (found.hasRemaining()) {
        if (found.get() != 0) {
          throw damaged("not zero: byte " + (at + found.position() - 1) + ", which holds no data");
        }
      }
    }
  }

  private ByteBuffer read(long from, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw damaged("cut: the file ends at byte " + (from + buffer.position()));
      }
    }
    return buffer.flip();
  }

  private StoreException damaged(String what) {
    return new StoreException(path + ": damaged: " + what);
  }
}
