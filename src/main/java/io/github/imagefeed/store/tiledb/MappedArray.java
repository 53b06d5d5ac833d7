package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.ChangedStoreException;
import io.github.imagefeed.store.MapFaults;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The data files of one array, mapped; each record is copied from where it lies. Thread-safe. */
final class MappedArray {

  private final Path folder;
  private final TileFile file;
  private final int[] firsts;
  private final MappedData[] fragments;
  private final int end;

  private MappedArray(Path folder, TileFile file, int[] firsts, MappedData[] data, int end) {
    this.folder = folder;
    this.file = file;
    this.firsts = firsts;
    this.fragments = data;
    this.end = end;
  }

  /**
   * Maps.
   *
   * @param store its folder
   * @param array which of {@link TiledArray#of}
   * @throws StoreException if a file is missing or has another length
   */
  static MappedArray map(Path store, TiledArray array, int which, List<Fragment> fragments)
      throws IOException {
    Path folder = store.resolve(array.name());
    TileFile file = array.file();
    int[] firsts = new int[fragments.size()];
    MappedData[] data = new MappedData[fragments.size()];
    for (int f = 0; f < data.length; f++) {
      Fragment fragment = fragments.get(f);
      firsts[f] = fragment.first();
      Path path = fragment.parts().get(which).data(folder);
      data[f] = MappedData.map(path, file.bytes(fragment.first(), fragment.count()));
    }
    return new MappedArray(folder, file, firsts, data, fragments.get(data.length - 1).end());
  }

  /**
   * Copies the records {@code indices[from..to)} to the buffer's position and behind.
   *
   * @throws ChangedStoreException if a file was changed since it was mapped
   */
  void copy(int[] indices, int from, int to, ByteBuffer target) throws IOException {
    requireNotSeenChanged();
    try {
      copyOnce(indices, from, to, target);
    } catch (InternalError e) {
      throw explained(e);
    }
  }

  /** Spares maps of which one is known to be of no use any more. */
  void requireNotSeenChanged() throws ChangedStoreException {
    for (MappedData fragment : fragments) {
      fragment.requireNotSeenChanged();
    }
  }

  /** Catches, too: now and then the error of a compiled loop passes by a handler around it. */
  private void copyOnce(int[] indices, int from, int to, ByteBuffer target) throws IOException {
    int at = target.position();
    long[] read = new long[fragments.length / Long.SIZE + 1]; // a bit for each fragment
    try {
      for (int i = from; i < to; i++, at += file.recordBytes()) {
        int f = fragment(indices[i]);
        file.copy(fragments[f].bytes(), firsts[f], indices[i], target, at);
        read[f / Long.SIZE] |= 1L << f;
      }
      MapFaults.surface();
    } catch (InternalError e) {
      throw explained(e);
    }
    for (int f = 0; f < fragments.length; f++) {
      if ((read[f / Long.SIZE] & 1L << f) != 0) {
        fragments[f].requireIntact();
      }
    }
  }

  /** The files, in the order of their records. */
  List<Path> files() {
    return Arrays.stream(fragments).map(MappedData::path).toList();
  }

  private int fragment(int index) {
    int low = 0;
    int high = firsts.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firsts[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** All records from the first fragment on as integers, which they are; a new array. */
  int[] integers() throws IOException {
    int[] integers = new int[end - firsts[0]];
    for (int f = 0; f < fragments.length; f++) {
      integers(f, integers);
    }
    return integers;
  }

  private int records(int f) {
    return (f + 1 < firsts.length ? firsts[f + 1] : end) - firsts[f];
  }

  private void integers(int f, int[] to) throws IOException {
    fragments[f].requireNotSeenChanged();
    try {
      file.integers(fragments[f].bytes(), firsts[f], records(f), to, firsts[f] - firsts[0]);
      MapFaults.surface();
    } catch (InternalError e) {
      throw explained(e);
    }
    fragments[f].requireIntact();
  }

  /**
   * Checks each byte that is of no record.
   *
   * @throws StoreException if one is not what the library wrote
   */
  void requireFrames() throws IOException {
    for (int f = 0; f < fragments.length; f++) {
      if (!file.hasItsFrame(fragments[f].bytes(), firsts[f], records(f))) {
        throw new StoreException(
            folder
                + ": damaged between its records, in the fragment of images "
                + firsts[f]
                + " to "
                + (firsts[f] + records(f) - 1));
      }
    }
  }

  /** What an error of the virtual machine means. */
  private IOException explained(InternalError error) throws IOException {
    MapFaults.requireFault(error);
    for (MappedData fragment : fragments) {
      fragment.explain(error);
    }
    return MapFaults.failed(folder, error);
  }
}
