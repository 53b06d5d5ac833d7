package io.github.imagefeed.store.png;

/** What is wrong with the bytes of a file; the store adds which file it is. */
final class DamagedPngException extends Exception {

  private static final long serialVersionUID = 1L;

  DamagedPngException(String message) {
    super(message);
  }

  DamagedPngException(String message, Throwable cause) {
    super(message, cause);
  }
}
