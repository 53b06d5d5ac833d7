package io.github.imagefeed.catalog;

/**
 * A format that this program knows and cannot use here.
 *
 * @param name as of {@link io.github.imagefeed.store.StoreReader#name}
 * @param reason what is missing and what to do, without a full stop
 */
public record MissingFormat(String name, String reason) {

  /** For messages. */
  @Override
  public String toString() {
    return name + " is not in this build: " + reason;
  }
}
