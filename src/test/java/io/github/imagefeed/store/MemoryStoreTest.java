package io.github.imagefeed.store;

import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.file.Path;

/** The reference store, made as programs make it: a copy of a store on disk. */
final class MemoryStoreTest implements ImageStoreContract {

  @Override
  public ImageStore open(TestImages images, Path folder) throws IOException {
    return store(images, folder);
  }

  static ImageStore store(TestImages images, Path folder) throws IOException {
    Path path = folder.resolve("store.lmdb");
    images.write(new LmdbFormat(), path);
    try (ImageStore store = new LmdbFormat().open(path)) {
      return MemoryStore.copyOf(store);
    }
  }
}
