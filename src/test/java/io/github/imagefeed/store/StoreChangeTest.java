package io.github.imagefeed.store;

import io.github.imagefeed.store.arrow.ArrowFormat;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import io.github.imagefeed.store.rocksdb.RocksDbFormat;
import io.github.imagefeed.store.tiledb.TiledbFormat;
import io.github.imagefeed.store.tiledb.TiledbSamples;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Growing and shrinking in every format. */
final class StoreChangeTest {

  @Nested
  final class Png implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new PngFormat();
    }
  }

  @Nested
  final class Hdf5 implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new Hdf5Format();
    }
  }

  @Nested
  final class Hdf5InChunks implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new Hdf5Format(Hdf5Layout.CHUNKED, 3);
    }
  }

  @Nested
  final class Hdf5Deflated implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new Hdf5Format(Hdf5Layout.DEFLATE, 3);
    }
  }

  @Nested
  final class Arrow implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new ArrowFormat();
    }
  }

  @Nested
  final class ArrowBatchesOfSeven implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new ArrowFormat(7);
    }
  }

  @Nested
  final class Tiledb implements StoreChangeContract {
    @BeforeAll
    static void requireLibrary() {
      TiledbSamples.assumeUsable();
    }

    @Override
    public StoreFormat format() {
      return new TiledbFormat();
    }
  }

  @Nested
  final class Lmdb implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat();
    }
  }

  @Nested
  final class LmdbOneImageABlock implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat(1);
    }
  }

  @Nested
  final class LmdbBlocksOfSeven implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat(7);
    }
  }

  @Nested
  final class LmdbBlocksOfTen implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new LmdbFormat(10);
    }
  }

  @Nested
  final class RocksDb implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new RocksDbFormat();
    }
  }

  @Nested
  final class RocksDbOneImageABlock implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new RocksDbFormat(1);
    }
  }

  @Nested
  final class RocksDbBlocksOfSeven implements StoreChangeContract {
    @Override
    public StoreFormat format() {
      return new RocksDbFormat(7);
    }
  }
}
