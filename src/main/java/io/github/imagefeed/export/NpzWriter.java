package io.github.imagefeed.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes arrays into a file as {@code numpy.savez} does, one after the other. An array may be
 * longer than 4 GB: its entry is of zip64 then. One thread.
 */
final class NpzWriter implements Closeable {

  /** The earliest that zip knows, as numpy writes it: equal arrays give equal files. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Tells it from a file that another program wrote; numpy passes over it. */
  static final String COMMENT = "imagefeed export";

  private final OutputStream file;
  private final ZipOutputStream zip;

  /** Starts a file where none exists. */
  NpzWriter(Path path) throws IOException {
    this(path, Deflater.NO_COMPRESSION);
  }

  /**
   * The same, with a level of the deflater. Entries are "deflated" in any case: of stored ones a
   * zip file says the checksum before the data, which are not known there.
   */
  NpzWriter(Path path, int level) throws IOException {
    this.file = NamedOutput.create(path);
    this.zip = new ZipOutputStream(file);
    zip.setLevel(level);
    zip.setComment(COMMENT);
  }

  /** Starts an array, whose bytes {@link #write} takes. */
  void begin(String name, NpyHeader header) throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(EPOCH);
    zip.putNextEntry(entry);
    zip.write(header.bytes());
  }

  void write(byte[] bytes) throws IOException {
    zip.write(bytes);
  }

  /** An array of int64. */
  void putLongs(String name, int[] values) throws IOException {
    begin(name, new NpyHeader("<i8", List.of(values.length)));
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putLong(value);
      if (!bytes.hasRemaining()) {
        zip.write(bytes.array());
        bytes.clear();
      }
    }
    zip.write(bytes.array(), 0, bytes.position());
  }

  /** An array of texts, which numpy keeps at the length of the longest in UTF-32. */
  void putTexts(String name, List<String> texts) throws IOException {
    int longest = 1;
    for (String text : texts) {
      longest = Math.max(longest, text.codePointCount(0, text.length()));
    }
    begin(name, new NpyHeader("<U" + longest, List.of(texts.size())));
    for (String text : texts) {
      ByteBuffer bytes =
          ByteBuffer.allocate(longest * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      text.codePoints().forEach(bytes::putInt);
      zip.write(bytes.array());
    }
  }

  /** Writes what makes the arrays a file; without it there is none. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
  }

  /** Not the zip's own: where the disk is full that would try to finish once more. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
