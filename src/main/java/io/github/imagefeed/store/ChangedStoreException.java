package io.github.imagefeed.store;

/**
 * What is read is no longer the store that was opened: it was changed, replaced, cut or removed
 * while it was open. Says nothing about damage; the store must be opened anew.
 */
public final class ChangedStoreException extends StoreException {

  private static final long serialVersionUID = 1L;

  public ChangedStoreException(String message) {
    super(message);
  }

  /** With the failure that showed it, null for none. */
  public ChangedStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
