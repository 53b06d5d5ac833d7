package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Accesses to mapped pages that no file stands behind any more, or whose device fails: the virtual
 * machine makes {@link InternalError}s of them, at some later moment. Where a store's methods are
 * compiled as one with their caller, JDK 17 may, once in thousands of times, hand such an error to
 * that caller's caller, past the handlers of the store; the batch is lost then, as it should be,
 * with a worse message. Thread-safe.
 */
public final class MapFaults {

  /** What a virtual machine says of an access that failed, in every version. */
  private static final String FAULT = "unsafe memory access";

  /** Volatile so that no compiler knows the length of what {@link #surface} allocates. */
  private static volatile int one = 1;

  private MapFaults() {}

  /**
   * Lets a failed access of this thread show now instead of anywhere later: what was read before
   * this returns was in the file. The virtual machine throws when the thread enters it next in a
   * way that may throw: in JDK 17 no native call does, arrays of arrays do, compiled or not. JDK 25
   * throws at the access itself.
   *
   * @throws InternalError if an access failed, for {@link #requireFault}
   */
  public static void surface() {
    int length = one;
    if (new byte[length][length].length != length) {
      throw new AssertionError("an array of another length than asked for");
    }
  }

  /**
   * Lets pass what an access to a map may have thrown.
   *
   * @throws InternalError the error itself, if it is of any other kind
   */
  public static void requireFault(InternalError error) {
    if (error.getMessage() == null || !error.getMessage().contains(FAULT)) {
      throw error;
    }
  }

  /** What a fault means where the file is, under its name, what it was when it was mapped. */
  public static IOException failed(Path path, InternalError error) {
    return new IOException(
        path + ": cannot be read: its device failed, or it was cut under another name", error);
  }
}
