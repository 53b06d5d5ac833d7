package io.github.imagefeed.store;

import java.io.IOException;

/** A store that cannot be used as it is: unfinished, damaged, foreign or newer than the program. */
public class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
