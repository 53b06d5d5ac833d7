package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads pieces of the metadata that jHDF does not read, or not safely. Addresses are HDF5's, which
 * count from the superblock.
 *
 * @param channel of the file
 * @param where the dataset, for messages
 * @param base byte of the file that address 0 is
 * @param addressBytes bytes of an address, 2 to 8
 */
record MetadataReader(FileChannel channel, String where, long base, int addressBytes) {

  /**
   * Reads bytes.
   *
   * @return little-endian, from position 0 on
   * @throws StoreException if the file does not have them
   */
  ByteBuffer read(long address, int bytes) throws IOException {
    long at = base + address;
    if (address < 0 || at < 0 || at > channel.size() - bytes) {
      throw damaged("says that the index of its chunks goes on at byte " + at);
    }
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw damaged("ends within the index of its chunks");
      }
    }
    return buffer.flip();
  }

  /** The next address of a buffer; negative where there is none. */
  long address(ByteBuffer from) {
    return number(from, addressBytes);
  }

  /** The next number of a buffer: without a sign, little-endian, −1 if all bits are set. */
  static long number(ByteBuffer from, int bytes) {
    long number = 0;
    boolean all = true;
    for (int i = 0; i < bytes; i++) {
      int next = from.get() & 0xff;
      all &= next == 0xff;
      number |= (long) next << (Byte.SIZE * i);
    }
    return all ? -1 : number;
  }

  /** Requires the four letters that a structure begins with, and its version. */
  void requireHead(ByteBuffer from, String letters, int version) throws StoreException {
    for (int i = 0; i < letters.length(); i++) {
      if (from.get() != letters.charAt(i)) {
        throw damaged("has no " + letters + " where the index of its chunks should be");
      }
    }
    if (version >= 0 && from.get() != version) {
      throw new StoreException(
          where + ": the index of its chunks (" + letters + ") is of a version not known here");
    }
  }

  StoreException damaged(String reason) {
    return new StoreException(where + ": damaged: " + reason);
  }
}
