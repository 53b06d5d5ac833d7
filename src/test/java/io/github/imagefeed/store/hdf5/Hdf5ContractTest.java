package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Each layout, with chunks of their usual size, of some images, of one, and of all. */
final class Hdf5ContractTest {

  @Nested
  final class Contiguous implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new Hdf5Format(), images, folder, "contiguous");
    }
  }

  @Nested
  final class Chunked implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new Hdf5Format(Hdf5Layout.CHUNKED), images, folder, "chunks of ");
    }
  }

  /** 1,237 images are no multiple of 10, nor are the smaller counts of the contract. */
  @Nested
  final class ChunksOfTen implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new Hdf5Format(Hdf5Layout.CHUNKED, 10), images, folder, "chunks of ");
    }
  }

  @Nested
  final class Deflated implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new Hdf5Format(Hdf5Layout.DEFLATE), images, folder, "deflated");
    }
  }

  @Nested
  final class DeflatedByTen implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new Hdf5Format(Hdf5Layout.DEFLATE, 10), images, folder, "deflated");
    }
  }

  @Nested
  final class DeflatedOneByOne implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(
          new Hdf5Format(Hdf5Layout.DEFLATE, 1), images, folder, "chunks of 1 image, deflated");
    }
  }

  private static ImageStore opened(Hdf5Format format, TestImages images, Path folder, String layout)
      throws IOException {
    Path path = folder.resolve("store.h5");
    images.write(format, path);
    assertTrue(format.recognises(path));
    ImageStore store = new Hdf5Format().open(path);
    assertTrue(store.layout().orElseThrow().contains(layout), store.layout().toString());
    assertEquals(layout.contains("deflated"), store.decodes());
    return store;
  }
}
