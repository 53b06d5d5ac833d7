package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a writer that was stopped has left: the blocks of all flushes that were done. */
final class RocksDbRemains {

  private final ByteBuffer value;
  private final StoreSpec spec;
  private final int blockImages;
  private boolean damaged;

  private RocksDbRemains(StoreSpec spec, int blockImages) {
    this.spec = spec;
    this.blockImages = blockImages;
    this.value = ByteBuffer.allocateDirect(blockImages * RocksDbFiles.recordBytes(spec.shape()));
  }

  /**
   * Hands on the images of the first blocks that are full and right, and goes on behind them.
   *
   * @param blockImages images of a full block
   * @throws StoreException if it is no database, or damaged in more than its blocks
   */
  static ImageStoreWriter resume(Path path, StoreSpec spec, int blockImages, KeptImages images)
      throws IOException {
    if (!Files.isRegularFile(path.resolve(RocksDbFiles.MARKER))) {
      throw new StoreException(path.resolve(RocksDbFiles.MARKER) + ": no such file");
    }
    RocksDbRemains remains = new RocksDbRemains(spec, blockImages);
    int kept = remains.keep(path, images);
    return remains.damaged
        ? RocksDbWriter.afterDamage(path, spec.shape(), blockImages, kept)
        : RocksDbWriter.after(path, spec.shape(), blockImages, kept);
  }

  private int keep(Path path, KeptImages images) throws IOException {
    if (!Files.isRegularFile(path.resolve(RocksDbFiles.CURRENT))) {
      throw new StoreException(path.resolve(RocksDbFiles.CURRENT) + ": no such file");
    }
    try (Engine engine = Engine.open(path);
        Cursor cursor = engine.cursor()) {
      engine.verifyTables();
      damaged = !hasIntactFiles(engine);
      int kept = 0;
      while (load(cursor, kept)) {
        StoredBlock block = new StoredBlock(value, spec.shape().bytes());
        if (!block.isRight()) {
          damaged = true;
          break;
        }
        block.hand(blockImages, images);
        kept++;
      }
      return kept;
    }
  }

  /** Whether a block is there, full, and to be read; what is wrong with it is noted. */
  private boolean load(Cursor cursor, int block) throws IOException {
    try {
      return cursor.get(block, value) == value.capacity();
    } catch (StoreException e) {
      damaged = true; // no error: what lies before it is of use
      return false;
    }
  }

  private static boolean hasIntactFiles(Engine engine) throws IOException {
    try {
      for (Path path : engine.blobFiles()) {
        BlobFile file = BlobFile.map(path);
        file.walk(
            (key, at, bytes) -> {
              if (!file.isIntact(at, bytes)) {
                throw new StoreException(path + ": damaged at byte " + at);
              }
            });
      }
      return true;
    } catch (StoreException e) {
      return false; // no error: blocks are read one by one next
    }
  }
}
