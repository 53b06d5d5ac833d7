package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.lmdb.LmdbEnvironment;
import java.io.IOException;
import java.nio.file.Path;

/**
 * LMDB environments of other programs, one image a value: a folder with {@code data.mdb}, or the
 * file itself. Images are in the order of keys, which LMDB sorts as bytes: {@code 10} comes before
 * {@code 2}. Keys that begin and end with two underscores ({@code __len__}) are no images.
 */
public final class ForeignLmdb implements StoreReader {

  private final LmdbHints hints;

  /** Finds out by itself what it can, and refuses the rest. */
  public ForeignLmdb() {
    this(LmdbHints.none());
  }

  /** Knows what the environment does not say. */
  public ForeignLmdb(LmdbHints hints) {
    this.hints = hints;
  }

  @Override
  public String name() {
    return "lmdb-foreign";
  }

  @Override
  public String description() {
    return "LMDB environment of another program: Caffe Datums, pickles, raw pixels, PNG or JPEG";
  }

  @Override
  public boolean recognises(Path path) {
    return LmdbEnvironment.isForeign(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>All of LMDB's pages but those of pixels are checked, and the head of each value is read: a
   * page an image, of pickles two.
   *
   * <p>An environment that is replaced or removed stays as it was for who has it open. One that
   * LMDB writes to stays so through one transaction, as LMDB does not use the pages again that this
   * frees; while one is being written, after the second, and where it is cut or written over by
   * other means, each batch fails with a {@link io.github.imagefeed.store.ChangedStoreException}.
   * Nothing is written, no lock file either, so that writers do not wait for this reader.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    LmdbEnvironment environment = LmdbEnvironment.open(path);
    try {
      ImageIndex index = environment.read(() -> Indexer.index(environment, hints));
      return new ForeignLmdbStore(environment, index, hints.order());
    } catch (IOException | RuntimeException e) {
      try (environment) {
        throw e;
      }
    }
  }
}
