package io.github.imagefeed.source;

import java.io.IOException;

/**
 * Images that cannot be used as they are: damaged, foreign, or not what the user said they were.
 */
public final class SourceException extends IOException {

  private static final long serialVersionUID = 1L;

  public SourceException(String message) {
    super(message);
  }

  public SourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
