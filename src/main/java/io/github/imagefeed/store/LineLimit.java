package io.github.imagefeed.store;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Text of lines that are not longer than expected: CSV readers hold a line of any length. */
public final class LineLimit extends FilterReader {

  private final String file;
  private final int most;
  private long line = 1;
  private int length;

  /**
   * Takes the reader over.
   *
   * @param file for messages
   * @param most characters a line
   */
  public LineLimit(Reader in, String file, int most) {
    super(in);
    this.file = file;
    this.most = most;
  }

  /** As the reader, but for a {@link StoreException} where a line is too long. */
  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      count((char) read);
    }
    return read;
  }

  /** As the reader, but for a {@link StoreException} where a line is too long. */
  @Override
  public int read(char[] buffer, int from, int count) throws IOException {
    int read = super.read(buffer, from, count);
    for (int i = from; i < from + read; i++) {
      count(buffer[i]);
    }
    return read;
  }

  private void count(char next) throws StoreException {
    if (next == '\n') {
      line++;
      length = 0;
      return;
    }
    length++;
    if (length > most) {
      throw new StoreException(
          file + ": line " + line + " is longer than " + most + " characters, the limit here");
    }
  }
}
