package io.github.imagefeed.store.png;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * How hard the PNG files of a store are compressed. All are lossless, and a store of any of them,
 * or of a mixture, reads in the same way. Figures are for images of 32x32 RGB; a file system with
 * blocks of 4 KiB keeps every such file in one block, so that compression saves no space there.
 */
public enum PngCompression {
  /**
   * Stored, not compressed. 3.2 KB a file; read in 6.6 µs of processor time, of which opening and
   * reading the file takes 5.2.
   */
  NONE(Deflater.NO_COMPRESSION, PngFilters.NONE),
  /**
   * The quickest compression after one filter, Up: the one whose undoing the JVM vectorises. 2.5 KB
   * a file, four times as long to read.
   */
  FAST(Deflater.BEST_SPEED, PngFilters.UP),
  /**
   * The best filter for each row and the strongest compression. 2.3 KB a file, four times as long
   * to read as stored ones.
   */
  SMALL(Deflater.BEST_COMPRESSION, PngFilters.BEST);

  private final int level;
  private final int filter;

  PngCompression(int level, int filter) {
    this.level = level;
    this.filter = filter;
  }

  /** Where the head of the compressed pixels lies in the files that {@link PngEncoder} makes. */
  private static final int ZLIB_HEAD_AT = 41;

  /** Bits of that head that tell the strength: 0 and 3 are the weakest and the strongest. */
  private static final int STRENGTH_BIT = 6;

  /** The one by which a file was made, if it looks as if this program made it. */
  static Optional<PngCompression> of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(ZLIB_HEAD_AT + 3);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (head.length < ZLIB_HEAD_AT + 3 || head[ZLIB_HEAD_AT] != 0x78) {
      return Optional.empty();
    }
    boolean stored = (head[ZLIB_HEAD_AT + 2] >> 1 & 3) == 0; // the kind of the first block
    int strength = (head[ZLIB_HEAD_AT + 1] & 0xff) >> STRENGTH_BIT;
    return strength == 3
        ? Optional.of(SMALL)
        : strength > 0 ? Optional.empty() : Optional.of(stored ? NONE : FAST);
  }

  /** A deflater of this strength; the caller ends it. */
  Deflater deflater() {
    return new Deflater(level);
  }

  /** A filter of {@link PngFilters}, or {@link PngFilters#BEST}. */
  int filter() {
    return filter;
  }

  /** Its name in commands: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
