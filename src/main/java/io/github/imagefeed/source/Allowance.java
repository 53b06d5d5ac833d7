package io.github.imagefeed.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses to deliver more of what an archive unpacks to than was allowed: a few kilobytes can
 * unpack to as many gigabytes, and the tar reader keeps names of any length in memory.
 */
public final class Allowance extends FilterInputStream {

  /** Between the data of two members; real archives need three blocks of 512 bytes there. */
  private static final long HEADER_BYTES = 1 << 20;

  private final String archive;
  private final long most;
  private long delivered;
  private long headerEnd = HEADER_BYTES;

  /**
   * Allows so many bytes in all.
   *
   * @param archive for messages
   */
  public Allowance(InputStream in, String archive, long most) {
    super(in);
    this.archive = archive;
    this.most = most;
  }

  /**
   * Says that the next header is looked for.
   *
   * @param data bytes that are passed over before it
   */
  public void expectHeader(long data) {
    headerEnd = data > most ? Long.MAX_VALUE : delivered + data + HEADER_BYTES;
  }

  /** Bytes that were delivered or passed over so far. */
  public long delivered() {
    return delivered;
  }

  /** Says that data are read and not headers. */
  public void expectData() {
    headerEnd = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int read = super.read(buffer, from, length);
    count(read);
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  private void count(long read) throws SourceException {
    delivered += Math.max(0, read);
    if (delivered > most) {
      throw new SourceException(
          archive + " unpacks to more than " + most + " bytes, the limit for an archive");
    }
    if (delivered > headerEnd) {
      throw new SourceException(
          archive
              + ": the header of a member is longer than "
              + HEADER_BYTES
              + " bytes, the limit for one header");
    }
  }
}
