package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbStoreTest {

  @TempDir Path folder;

  @Nested
  final class BlocksThatSuit implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return RocksDbStoreTest.open(new RocksDbFormat(), images, folder);
    }
  }

  @Nested
  final class OneImageABlock implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return RocksDbStoreTest.open(new RocksDbFormat(1), images, folder);
    }
  }

  @Nested
  final class BlocksOfTen implements ImageStoreContract {
    @Override
    public ImageStore open(TestImages images, Path folder) throws IOException {
      return RocksDbStoreTest.open(new RocksDbFormat(10), images, folder);
    }
  }

  private static ImageStore open(RocksDbFormat format, TestImages images, Path folder)
      throws IOException {
    Path path = folder.resolve("store.rocksdb");
    images.write(format, path);
    assertTrue(format.recognises(path));
    ImageStore store = format.open(path);
    assertTrue(store instanceof RocksDbStore, "by map");
    return store;
  }
}
