package io.github.imagefeed.store.lmdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmdbjava.LmdbException;

/** What LMDB's failures mean for those who write. */
final class LmdbErrors {

  /** What a transaction may write besides its blocks, and more. */
  private static final int SLACK_BYTES = 1 << 20;

  private LmdbErrors() {}

  /**
   * The failure with path and reason. LMDB reports a full disk as an input/output error where a
   * write was cut short.
   *
   * @param what for example "cannot write"
   * @param bytes that the failed transaction was to write
   */
  static IOException of(Path path, String what, LmdbException e, long bytes) throws IOException {
    boolean full =
        Files.exists(path) // somebody may have removed it
            && Files.getFileStore(path).getUsableSpace() < bytes + SLACK_BYTES;
    String reason = full ? "No space left on device (" + e.getMessage() + ")" : e.getMessage();
    return new IOException(path + ": LMDB " + what + ": " + reason, e);
  }
}
