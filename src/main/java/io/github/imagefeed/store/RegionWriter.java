package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes one region of a file front to back through a buffer. Several may share a channel, as it
 * writes at positions of its own. One thread at a time.
 */
public final class RegionWriter {

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer;
  private long position;

  /**
   * Starts a region.
   *
   * @param path for messages
   * @param position where the region starts in the file
   * @param bufferBytes at least 4
   */
  public RegionWriter(Path path, FileChannel channel, long position, int bufferBytes) {
    this.path = path;
    this.channel = channel;
    this.position = position;
    this.buffer = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.nativeOrder());
  }

  public void put(byte[] bytes) throws IOException {
    put(bytes, bytes.length);
  }

  /** Puts the first {@code length} of some bytes. */
  public void put(byte[] bytes, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int count = Math.min(buffer.remaining(), length - done);
      buffer.put(bytes, done, count);
      done += count;
    }
  }

  /** Where the next byte will lie in the file. */
  public long position() {
    return position + buffer.position();
  }

  /** Goes on at another place of the file. */
  public void moveTo(long place) throws IOException {
    flush();
    position = place;
  }

  /** Puts four bytes in native order, as jHDF declares integers. */
  public void putInt(int value) throws IOException {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
  }

  /**
   * Puts bytes of another file by way of the operating system, which may share them between the
   * files or copy them without showing them to this process.
   */
  public void transfer(FileChannel from, long at, long bytes) throws IOException {
    flush();
    long done = 0;
    try {
      channel.position(position);
      while (done < bytes) {
        long count = from.transferTo(at + done, bytes - done, channel);
        if (count <= 0) {
          throw new IOException("the file that is copied ends " + (bytes - done) + " bytes early");
        }
        done += count;
      }
    } catch (IOException e) {
      throw new IOException(
          path + ": copying to byte " + (position + done) + " failed: " + e.getMessage(), e);
    }
    position += bytes;
  }

  /** Hands the buffered bytes to the operating system. */
  public void flush() throws IOException {
    buffer.flip();
    position = write(path, channel, buffer, position);
    buffer.clear();
  }

  /**
   * Writes all of a buffer.
   *
   * @return the position behind it
   * @throws IOException with the path and the position in its message, for example on a full disk
   */
  public static long write(Path path, FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      return at;
    } catch (IOException e) {
      throw new IOException(path + ": writing at byte " + at + " failed: " + e.getMessage(), e);
    }
  }
}
