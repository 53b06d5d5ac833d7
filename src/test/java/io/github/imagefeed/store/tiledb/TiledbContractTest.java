package io.github.imagefeed.store.tiledb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;

final class TiledbContractTest implements ImageStoreContract {

  @BeforeAll
  static void requireLibrary() {
    TiledbSamples.assumeUsable();
  }

  @Override
  public ImageStore open(TestImages images, Path folder) throws IOException {
    TiledbFormat format = new TiledbFormat();
    Path path = folder.resolve("store");
    images.write(format, path);
    assertTrue(format.recognises(path));
    ImageStore store = format.open(path);
    assertEquals(images.spec(), io.github.imagefeed.store.StoreSpec.of(format.manifest(path)));
    return store;
  }
}
