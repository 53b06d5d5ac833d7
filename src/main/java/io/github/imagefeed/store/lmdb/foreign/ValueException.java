package io.github.imagefeed.store.lmdb.foreign;

/** A value that is not what it was taken for; the message does not say which value. */
final class ValueException extends Exception {

  private static final long serialVersionUID = 1L;

  ValueException(String message) {
    super(message);
  }

  ValueException(String message, Throwable cause) {
    super(message, cause);
  }
}
