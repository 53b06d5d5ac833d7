package io.github.imagefeed.store.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreContract;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksDbStoreTest {

  private static final ImageShape SHAPE = ImageShape.rgb(8, 8);

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

  /** The first of many stores to be written alike may be a small one. */
  @Test
  void aStoreOfOneBlockTellsNoBlockSize() throws IOException {
    StoreSpec many = TestImages.of(SHAPE, 1_000).spec();
    assertEquals(new RocksDbFormat().plan(many), like(new RocksDbFormat(), 10).plan(many));
    assertEquals(new RocksDbFormat(4).plan(many), like(new RocksDbFormat(4), 10).plan(many));
    assertEquals(new RocksDbFormat(300).plan(many), like(new RocksDbFormat(300), 300).plan(many));
  }

  private StoreFormat like(RocksDbFormat format, int images) throws IOException {
    Path path = Files.createTempDirectory(folder, "like").resolve("store");
    TestImages.of(SHAPE, images).write(format, path);
    return new RocksDbFormat().like(path);
  }
}
