package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import java.nio.charset.StandardCharsets;

/** How large a database will be: blob files to the byte, tables by a rule of thumb. */
final class RocksDbSize {

  /** Of an entry in the one table, with its key's suffix and its share of the index. */
  private static final int ENTRY_BYTES = 22;

  /** The table's properties and footer, the list of files, {@code CURRENT} and {@code IDENTITY}. */
  private static final int TABLE_BYTES = 1_200;

  private RocksDbSize() {}

  static StoreSize of(StoreSpec spec, int blockImages) {
    int each = RocksDbFiles.recordBytes(spec.shape());
    long blocks = (spec.count() - 1L) / blockImages + 1;
    long values = (long) spec.count() * each;
    long full = (long) blockImages * each;
    long blocksOfAFile = (RocksDbOptions.FLUSH_BYTES - 1) / full + 1;
    int files = (int) ((spec.count() / blockImages) / blocksOfAFile + 1);
    int json = ManifestJson.write(spec.draft()).getBytes(StandardCharsets.UTF_8).length;
    long blobs =
        values
            + json
            + (blocks + 1) * BlobFile.RECORD_HEAD_BYTES
            + (long) files * (BlobFile.HEADER_BYTES + BlobFile.FOOTER_BYTES);
    return StoreSize.ofFile(blobs + blocks * ENTRY_BYTES + TABLE_BYTES, Certainty.ESTIMATE);
  }
}
