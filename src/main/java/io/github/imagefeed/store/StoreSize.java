package io.github.imagefeed.store;

/**
 * How large a store will be, said before it is written.
 *
 * @param bytes sum of the file lengths, as {@link Trees#bytes} counts them
 * @param allocated bytes that the files occupy on a file system with blocks of 4 KiB, folders not
 *     counted
 * @param certainty how {@code bytes} relate to what will be found
 */
public record StoreSize(long bytes, long allocated, Certainty certainty) {

  /** What a prediction is worth. */
  public enum Certainty {
    /** The store will have that many bytes. */
    EXACT,
    /** Within two per cent or a few pages: the rest depends on what a specification leaves open. */
    ESTIMATE,
    /**
     * At most so many: compressed pixels take less, which nobody knows without compressing them.
     */
    AT_MOST
  }

  /** What ext4, XFS, NTFS and APFS allocate at a time where nobody asked for another size. */
  private static final int BLOCK_BYTES = 4096;

  public StoreSize {
    if (bytes < 0 || allocated < bytes) {
      throw new IllegalArgumentException(
          "a store of " + bytes + " bytes, of which " + allocated + " are allocated");
    }
  }

  /** The size of a store that is one file. */
  public static StoreSize ofFile(long bytes, Certainty certainty) {
    return new StoreSize(bytes, allocated(bytes), certainty);
  }

  /** Adds up files of two kinds; the less certain one counts. */
  public StoreSize plus(StoreSize other) {
    Certainty least = certainty.compareTo(other.certainty) > 0 ? certainty : other.certainty;
    return new StoreSize(
        Math.addExact(bytes, other.bytes), Math.addExact(allocated, other.allocated), least);
  }

  /** That many files of this size. */
  public StoreSize times(int files) {
    return new StoreSize(
        Math.multiplyExact(bytes, files), Math.multiplyExact(allocated, files), certainty);
  }

  private static long allocated(long bytes) {
    return (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }
}
