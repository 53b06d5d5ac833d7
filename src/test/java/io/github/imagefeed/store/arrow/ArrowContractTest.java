package io.github.imagefeed.store.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Batches of their usual size, of some images, and of one. */
final class ArrowContractTest {

  @Nested
  final class Usual implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      ImageStore store = opened(new ArrowFormat(), images, folder);
      assertEquals(
          Optional.of(
              "record batches of " + images.count() + (images.count() == 1 ? " image" : " images")),
          store.layout());
      return store;
    }
  }

  /** 1,237 images are no multiple of 10, nor are the smaller counts of the contract. */
  @Nested
  final class BatchesOfTen implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return opened(new ArrowFormat(10), images, folder);
    }
  }

  @Nested
  final class OneByOne implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      ImageStore store = opened(new ArrowFormat(1), images, folder);
      assertEquals(Optional.of("record batches of 1 image"), store.layout());
      return store;
    }
  }

  /** Maps far smaller than the file, and than most batches; they overlap by an image. */
  @Nested
  final class ManyWindows implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      Path path = folder.resolve("store.arrow");
      images.write(new ArrowFormat(100), path);
      return ArrowStore.open(path, 10, false);
    }
  }

  private static ImageStore opened(ArrowFormat format, TestImages images, Path folder)
      throws IOException {
    Path path = folder.resolve("store.arrow");
    images.write(format, path);
    assertTrue(format.recognises(path));
    format.openStrictly(path).close();
    return new ArrowFormat().open(path);
  }
}
