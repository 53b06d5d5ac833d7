package io.github.imagefeed.source.cifar;

import java.io.IOException;

/**
 * The server could not be reached at all: no network, no such host, a proxy that refuses, or no
 * answer in time. A caller can go on without the download.
 */
public final class UnreachableException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
