package io.github.imagefeed.store.hdf5;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Where the images of a new file go, front to back. One thread at a time. */
interface ImageRegion extends AutoCloseable {

  /** Puts the next image; the bytes are not kept. */
  void put(byte[] pixels) throws IOException;

  /**
   * Puts all images of another file of the same shape.
   *
   * @param path of the file, for messages
   * @param file stays the caller's
   */
  void putAll(Path path, FileChannel file, Hdf5Metadata metadata) throws IOException;

  /**
   * Completes the region and hands all of it to the operating system.
   *
   * @return where the chunks start, in order, then the end of the last one
   */
  long[] finish() throws IOException;

  /** Releases memory; writes nothing. */
  @Override
  void close();
}
