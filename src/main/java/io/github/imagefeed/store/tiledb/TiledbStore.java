package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads images from memory maps of the fragments' data files, where each lies as it is; labels are
 * in memory. Nothing of the library is in use once this is open, and no file stays open.
 */
final class TiledbStore implements ImageStore {

  private final Path path;
  private final StoreManifest manifest;
  private final MappedArray images;
  private final int[] labels;
  private final MappedArray checksums;
  private final String layout;
  private final ReadAhead ahead;
  private volatile boolean closed;

  private TiledbStore(
      Path path,
      StoreManifest manifest,
      MappedArray images,
      int[] labels,
      MappedArray checksums,
      String layout) {
    this.path = path;
    this.manifest = manifest;
    this.images = images;
    this.labels = labels;
    this.checksums = checksums;
    this.layout = layout;
    this.ahead = new ReadAhead(images.files(), manifest.count());
  }

  static TiledbStore open(Path path) throws IOException {
    return TiledbFolder.open(path, folder -> open(path, folder, false));
  }

  /** The same, of a store of which every byte but those of records is checked. */
  static TiledbStore openStrictly(Path path) throws IOException {
    return TiledbFolder.open(path, folder -> open(path, folder, true));
  }

  private static TiledbStore open(Path path, TiledbFolder folder, boolean strictly)
      throws IOException {
    StoreManifest manifest = folder.manifest();
    List<Fragment> fragments = folder.contents().fragments();
    List<TiledArray> arrays = TiledArray.of(manifest.shape());
    MappedArray images = map(path, arrays, TiledArray.IMAGES, fragments);
    MappedArray labels = map(path, arrays, TiledArray.LABELS, fragments);
    MappedArray checksums = map(path, arrays, TiledArray.CHECKSUMS, fragments);
    int[] values = labels.integers();
    if (strictly) {
      new TiledbCheck(path, arrays).requireAll(folder.contents());
    } else {
      StoredLabels.requireClasses(path, values, manifest.classes());
    }
    String layout =
        "tiles of "
            + arrays.get(TiledArray.IMAGES).extent()
            + " images, "
            + fragments.size()
            + (fragments.size() == 1 ? " fragment" : " fragments");
    return new TiledbStore(path, manifest, images, values, checksums, layout);
  }

  private static MappedArray map(
      Path path, List<TiledArray> arrays, int which, List<Fragment> fragments) throws IOException {
    return MappedArray.map(path, arrays.get(which), which, fragments);
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of(layout);
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    requireOpen();
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    ahead.await(indices, from, to);
    images.copy(indices, from, to, pixels);
    for (int i = from; i < to; i++) {
      out[i - from] = labels[indices[i]];
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    requireOpen();
    images.requireNotSeenChanged();
    return Optional.of(checksums.integers());
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
  }

  /** Ends reading. Reads under way hold the maps, which the garbage collector releases later. */
  @Override
  public void close() {
    closed = true;
    ahead.close();
  }
}
