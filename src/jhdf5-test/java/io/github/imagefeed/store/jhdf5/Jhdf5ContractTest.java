package io.github.imagefeed.store.jhdf5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.StoreChangeContract;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every store must do, whether JHDF5 reads it or the format hdf5. */
final class Jhdf5ContractTest {

  @BeforeAll
  static void requireJhdf5() {
    Usable.require();
  }

  @Nested
  final class Written implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Path path = folder.resolve("store.h5");
      images.write(new Jhdf5Format(), path);
      assertTrue(new Jhdf5Format().recognises(path));
      return new Jhdf5Format().open(path);
    }
  }

  /** Where a build has no JHDF5, stores that were written through it open all the same. */
  @Nested
  final class ReadByHdf5 implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Path path = folder.resolve("store.h5");
      images.write(new Jhdf5Format(), path);
      return new Hdf5Format().open(path);
    }
  }

  @Nested
  final class Changed implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new Jhdf5Format();
    }
  }
}
