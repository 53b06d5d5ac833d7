package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * Writes the bytes of one store in one format, or of its end. {@link StoreWriter} or {@link
 * StoreAppender} drives it and has checked shape, label and count already, so implementations only
 * place bytes. Holds at most a few batches in memory. One thread at a time.
 */
public interface ImageStoreWriter extends Closeable {

  /**
   * Adds the next image.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the spec; not kept
   * @param label an index into the class names
   * @param checksum of both, by {@link ImageChecksum}; stored beside them as it is
   */
  void append(byte[] pixels, int label, int checksum) throws IOException;

  /**
   * Writes the manifest, which makes the store one that opens, and forces the store to the device;
   * a format of many files may leave their content to the system's write-back if it says so. Called
   * once, after the last image.
   */
  void finish(StoreManifest manifest) throws IOException;

  /**
   * Releases files. Without {@link #finish} before, a new store does not open, and one that images
   * were added to is as before.
   */
  @Override
  void close() throws IOException;
}
