package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Path;

/** Whether a store grows in place or by a longer copy, and by what blocks. */
final class LmdbGrowth {

  /**
   * Up to here images are added in place, in one transaction, which is held in memory until it
   * ends. Several would be cheaper than a copy of a much larger store, but between them it would be
   * neither the old store nor the new one.
   */
  static final long IN_PLACE_BYTES = 256 << 20;

  private LmdbGrowth() {}

  /**
   * Starts.
   *
   * @param wanted images a block where the store has but one block, which says nothing of how long
   *     it would have become
   * @param inPlaceBytes what may be added in place
   */
  static ImageStoreWriter open(
      Path path, StoreManifest before, int more, int wanted, long inPlaceBytes) throws IOException {
    int count = before.count();
    int images = LmdbSnapshot.firstBlockBytes(path) / LmdbFiles.recordBytes(before.shape());
    if (images == count) {
      images = Math.max(images, Math.min(wanted, count + more));
    }
    LmdbFiles.requireFewBlocks(count + more, images);
    long rewritten = Math.min(Integer.MAX_VALUE, (long) more + images);
    long bytes = LmdbFiles.fileBytes(spec(before, (int) rewritten), images);
    if (bytes <= inPlaceBytes) {
      return LmdbAppender.open(path, before, images, bytes);
    }
    return LmdbCopyAppender.open(
        path, new StoreNames(path).unfinished(), spec(before, count + more), images);
  }

  private static StoreSpec spec(StoreManifest store, int count) {
    return new StoreSpec(store.shape(), count, store.classes(), store.source());
  }
}
