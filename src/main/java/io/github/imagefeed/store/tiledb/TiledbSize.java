package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** How large a store will be: data files to the byte, what the library adds about. */
final class TiledbSize {

  /** What the library says about a fragment, as measured: for each dimension and each tile. */
  private static final int FRAGMENT_BYTES = 2_200;

  private static final int DIMENSION_BYTES = 900;
  private static final int TILE_BYTES = 12;

  /** Schemas and the group, and of the metadata for each fragment what does not compress. */
  private static final int STORE_BYTES = 900;

  private static final int NAME_BYTES = 130;

  private TiledbSize() {}

  static StoreSize of(StoreSpec spec) {
    FragmentPlan plan = FragmentPlan.of(spec.shape(), spec.count(), spec.count());
    byte[] text = ManifestJson.write(spec.draft()).getBytes(StandardCharsets.UTF_8);
    StoreSize size = StoreSize.ofFile(STORE_BYTES + deflated(text), Certainty.ESTIMATE);
    for (int first = 0; first < spec.count(); first = plan.end(first)) {
      int count = plan.end(first) - first;
      size = size.plus(StoreSize.ofFile(NAME_BYTES, Certainty.ESTIMATE));
      for (TiledArray array : TiledArray.of(spec.shape())) {
        int dimensions = 1 + array.axes().size();
        long metadata =
            FRAGMENT_BYTES
                + (long) dimensions * DIMENSION_BYTES
                + TILE_BYTES * array.file().tiles(first, count);
        size =
            size.plus(StoreSize.ofFile(array.file().bytes(first, count), Certainty.EXACT))
                .plus(StoreSize.ofFile(metadata, Certainty.ESTIMATE));
      }
    }
    return size;
  }

  /** As the library compresses metadata. */
  private static int deflated(byte[] text) {
    Deflater deflater = new Deflater();
    try {
      deflater.setInput(text);
      deflater.finish();
      byte[] piece = new byte[4096];
      int bytes = 0;
      while (!deflater.finished()) {
        bytes += deflater.deflate(piece);
      }
      return bytes;
    } finally {
      deflater.end();
    }
  }
}
