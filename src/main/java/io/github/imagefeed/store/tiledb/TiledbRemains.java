package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a writer that was stopped has left of a store: fragments from the first on, as far as each
 * file of theirs is what was written and each image has its checksum.
 */
final class TiledbRemains {

  private final Path store;
  private final StoreSpec spec;
  private final List<TiledArray> arrays;
  private final Contents left;
  private final ImageChecksum checksum = new ImageChecksum();

  /**
   * Reads what is noted.
   *
   * @throws StoreException if nothing is
   */
  TiledbRemains(Path store, StoreSpec spec) throws IOException {
    this.store = store;
    this.spec = spec;
    this.arrays = TiledArray.of(spec.shape());
    this.left = left(store);
  }

  /**
   * What of the fragments is whole, from the first on; nothing is changed.
   *
   * @throws StoreException if nothing can be used
   */
  Contents whole() throws IOException {
    if (left.files().isEmpty()) {
      throw new StoreException(store + ": nothing is noted of its files");
    }
    new TiledbCheck(store, arrays).requireFiles(left);
    Contents whole = new Contents(left.files(), List.of());
    for (Fragment fragment : left.fragments()) {
      if (fragment.end() > spec.count() || !isWhole(fragment)) {
        break;
      }
      whole = whole.with(fragment);
    }
    return whole;
  }

  private boolean isWhole(Fragment fragment) throws IOException {
    try {
      new TiledbCheck(store, arrays).requireWhole(fragment);
      return hand(fragment, (pixels, label, sum) -> {}) == fragment.count();
    } catch (StoreException e) {
      return false;
    }
  }

  /** Hands on the images of whole fragments. */
  void hand(Contents whole, KeptImages to) throws IOException {
    for (Fragment fragment : whole.fragments()) {
      hand(fragment, to);
    }
  }

  /** Hands on the images of the fragment behind the whole ones, up to the first that is damaged. */
  void handRest(Contents whole, KeptImages to) throws IOException {
    int next = whole.fragments().size();
    if (next == left.fragments().size() || left.fragments().get(next).end() > spec.count()) {
      return;
    }
    try {
      hand(left.fragments().get(next), to);
    } catch (StoreException e) {
      return; // its files are cut or gone
    }
  }

  /** By its notes, or if it came to its end, by its manifest. */
  private static Contents left(Path store) throws IOException {
    Optional<Contents> noted = noted(store);
    return noted.isPresent() ? noted.get() : TiledbFolder.read(store).contents();
  }

  /** As far as notes make sense; empty if there are none. */
  static Optional<Contents> noted(Path store) throws IOException {
    Optional<List<String>> lines = new Workshop(store).progress();
    return lines.isEmpty() ? Optional.empty() : Optional.of(longest(store, lines.get()));
  }

  /** As many lines as make sense: those behind them may be cut or zeros. */
  private static Contents longest(Path store, List<String> lines) throws StoreException {
    Contents contents = new Contents(List.of(), List.of());
    for (int count = 1; count <= lines.size(); count++) {
      String text = String.join("\n", lines.subList(0, count)) + "\n";
      try {
        contents = Contents.readUnsealed(text, store.toString());
      } catch (StoreException e) {
        return contents;
      }
    }
    return contents;
  }

  /** How many images have their checksums, up to the first that has not. */
  private int hand(Fragment fragment, KeptImages to) throws IOException {
    MappedArray images = map(fragment, TiledArray.IMAGES);
    int[] labels = map(fragment, TiledArray.LABELS).integers();
    int[] checksums = map(fragment, TiledArray.CHECKSUMS).integers();
    ByteBuffer direct = ByteBuffer.allocateDirect(spec.shape().bytes());
    byte[] pixels = new byte[spec.shape().bytes()];
    int[] index = new int[1];
    for (int i = fragment.first(); i < fragment.end(); i++) {
      index[0] = i;
      images.copy(index, 0, 1, direct);
      direct.get(0, pixels);
      int at = i - fragment.first();
      boolean right =
          spec.classes().contains(labels[at]) && checksum.of(pixels, labels[at]) == checksums[at];
      if (!right) {
        return at;
      }
      to.keep(pixels, labels[at], checksums[at]);
    }
    return fragment.count();
  }

  private MappedArray map(Fragment fragment, int which) throws IOException {
    return MappedArray.map(store, arrays.get(which), which, List.of(fragment));
  }
}
