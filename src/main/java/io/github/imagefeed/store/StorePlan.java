package io.github.imagefeed.store;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a format will lay out a store.
 *
 * @param fileEach whether each image gets a file of its own
 * @param blockImages images that are stored as one piece; empty where the format makes no pieces
 * @param mapBytes address space that the writer reserves, to begin with; empty where it reserves
 *     none
 */
public record StorePlan(boolean fileEach, OptionalInt blockImages, OptionalLong mapBytes) {

  /** A file for each image. */
  public static StorePlan files() {
    return new StorePlan(true, OptionalInt.of(1), OptionalLong.empty());
  }

  /** Pieces of some images in one file. */
  public static StorePlan blocks(int images) {
    return new StorePlan(false, OptionalInt.of(images), OptionalLong.empty());
  }

  /** All images in one piece. */
  public static StorePlan onePiece() {
    return new StorePlan(false, OptionalInt.empty(), OptionalLong.empty());
  }

  /** The same, with address space reserved. */
  public StorePlan mapping(long bytes) {
    return new StorePlan(fileEach, blockImages, OptionalLong.of(bytes));
  }
}
