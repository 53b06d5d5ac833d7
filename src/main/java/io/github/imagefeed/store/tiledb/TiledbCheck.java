package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks each byte of a store that is of no image, label or checksum. */
final class TiledbCheck {

  private final Path store;
  private final List<TiledArray> arrays;

  TiledbCheck(Path store, List<TiledArray> arrays) {
    this.store = store;
    this.arrays = arrays;
  }

  /**
   * All files.
   *
   * @throws StoreException if one is not what was written
   */
  void requireAll(Contents contents) throws IOException {
    for (Path metadata : Workshop.children(TiledbParts.metadata(store))) {
      if (!metadata.endsWith(Contents.namedByChecksum(metadata))) {
        throw new StoreException(metadata + ": damaged, its name tells another checksum");
      }
    }
    requireFiles(contents);
    for (Fragment fragment : contents.fragments()) {
      requireWhole(fragment);
    }
  }

  /** The files that are of no fragment. */
  void requireFiles(Contents contents) throws IOException {
    for (Contents.Checked file : contents.files()) {
      requireChecksum(store.resolve(file.path()), file.checksum());
    }
  }

  void requireWhole(Fragment fragment) throws IOException {
    for (int a = 0; a < arrays.size(); a++) {
      Path array = store.resolve(arrays.get(a).name());
      Fragment.Part part = fragment.parts().get(a);
      requireChecksum(part.metadata(array), part.checksum());
      if (!Files.exists(part.commit(array)) || Files.size(part.commit(array)) != 0) {
        throw new StoreException(part.commit(array) + ": damaged, expected an empty file");
      }
      MappedArray.map(store, arrays.get(a), a, List.of(fragment)).requireFrames();
    }
  }

  private static void requireChecksum(Path file, int checksum) throws IOException {
    if (!Files.exists(file) || Contents.crc(file) != checksum) {
      throw new StoreException(file + ": damaged or missing, it has another checksum");
    }
  }
}
