package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;

/** One way of keeping images on disk. Implementations are stateless and listed by the catalog. */
public interface StoreFormat {

  /** Name in commands and results: lower case, {@code [a-z0-9-]+}. */
  String name();

  /** One line for people. */
  String description();

  /** Whether the path looks like a store of this format; cheap, never throws for foreign files. */
  boolean recognises(Path path);

  /**
   * Opens a finished store.
   *
   * @throws StoreException if it is unfinished, damaged, foreign or newer than this program
   */
  ImageStore open(Path path) throws IOException;

  /**
   * Starts a store at a path where nothing exists. {@link StoreWriter} is the way in for callers:
   * it gives a temporary path and renames it when the store is complete.
   */
  ImageStoreWriter create(Path path, StoreSpec spec) throws IOException;
}
