package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** What all stores have in common, at every compression. */
final class PngContractTest {

  @Nested
  final class Stored implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return PngContractTest.open(PngCompression.NONE, images, folder);
    }
  }

  @Nested
  final class Fast implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return PngContractTest.open(PngCompression.FAST, images, folder);
    }
  }

  @Nested
  final class Small implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return PngContractTest.open(PngCompression.SMALL, images, folder);
    }
  }

  private static ImageStore open(PngCompression compression, TestImages images, Path folder)
      throws IOException {
    PngFormat format = new PngFormat(compression);
    images.write(format, folder.resolve("store"));
    return format.open(folder.resolve("store"));
  }
}
