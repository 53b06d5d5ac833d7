package io.github.imagefeed.store.jhdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the first 4 KiB of a file have that {@link Jhdf5Writer} wrote, and no file of the format
 * hdf5 or of h5py: a superblock of HDF5 1.8 at the very start, the root group right behind it, and
 * there the group in which JHDF5 keeps its types, linked before anything else; then our first
 * dataset.
 */
final class Mark {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  private static final int START_BYTES = 4096;
  private static final int SUPERBLOCK_BYTES = 48;
  private static final byte SUPERBLOCK_VERSION = 2;
  private static final int END_AT = 28;
  private static final int ROOT_AT = 36;

  /** Where the format hdf5 has its root group 16 bytes later. */
  private static final String TYPES = "__DATA_TYPES__";

  private static final int TYPES_BEFORE = 160;

  private final ByteBuffer start;

  private Mark(ByteBuffer start) {
    this.start = start;
  }

  /** Reads the start of a file. */
  static Mark of(Path path) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(START_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
        // On until it is full, or the file ends.
      }
    }
    return new Mark(start.flip());
  }

  /** Whether this is an HDF5 file at all. */
  boolean isHdf5() {
    return start.limit() >= SUPERBLOCK_BYTES
        && start.slice(0, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE));
  }

  /** Whether the file is, or is to become, a store that JHDF5 wrote. */
  boolean isOurs() {
    if (!isHdf5()
        || start.get(SIGNATURE.length) != SUPERBLOCK_VERSION
        || start.getLong(ROOT_AT) != SUPERBLOCK_BYTES) {
      return false;
    }
    String text = StandardCharsets.ISO_8859_1.decode(start.slice()).toString();
    int types = text.indexOf(TYPES);
    return types > 0 && types < TYPES_BEFORE && text.indexOf(Names.IMAGES, types) > 0;
  }

  /** Where the file ends, as it says itself; of a file that {@link #isOurs}. */
  long end() {
    return start.getLong(END_AT);
  }
}
