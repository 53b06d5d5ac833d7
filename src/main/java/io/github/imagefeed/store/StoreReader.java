package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One way in which images lie on disk, to be read in place: a {@link StoreFormat} of ours, or that
 * of another program, which nothing here writes. Implementations are stateless and listed by the
 * catalog.
 */
public interface StoreReader {

  /** Name in commands and results: lower case, {@code [a-z0-9-]+}. */
  String name();

  /** One line for people. */
  String description();

  /** Whether the path looks like a store of this kind; cheap, never throws for foreign files. */
  boolean recognises(Path path);

  /**
   * Opens a finished store.
   *
   * <p>An implementation says what becomes of the open store where its files are replaced, removed,
   * cut or written to: it stays as it was, or reading fails.
   *
   * @throws StoreException if it is unfinished, damaged, foreign or newer than this program
   */
  ImageStore open(Path path) throws IOException;
}
