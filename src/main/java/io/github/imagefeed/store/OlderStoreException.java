package io.github.imagefeed.store;

/** A store of ours that an older program wrote and this one no longer reads; it may be replaced. */
public final class OlderStoreException extends StoreException {

  private static final long serialVersionUID = 1L;

  public OlderStoreException(String message) {
    super(message);
  }
}
