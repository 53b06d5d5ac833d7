package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;

final class Hdf5ContractTest implements ImageStoreContract {

  @Override
  public ImageStore open(TestImages images, Path folder) throws IOException {
    Path path = folder.resolve("store.h5");
    Hdf5Format format = new Hdf5Format();
    images.write(format, path);
    assertTrue(format.recognises(path));
    return format.open(path);
  }
}
