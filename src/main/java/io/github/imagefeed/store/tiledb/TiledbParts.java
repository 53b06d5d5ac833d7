package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The folders and files in which the library keeps the fragments and metadata of a store. */
final class TiledbParts {

  private final Path store;
  private final List<TiledArray> arrays;

  TiledbParts(Path store, List<TiledArray> arrays) {
    this.store = store;
    this.arrays = arrays;
  }

  Path array(int which) {
    return store.resolve(arrays.get(which).name());
  }

  /** Where the manifest is. */
  Path metadata() {
    return metadata(store);
  }

  static Path metadata(Path store) {
    return store.resolve("images").resolve("__meta");
  }

  /**
   * What lies among the fragments that is not of these: first what makes the library see one, then
   * the fragments.
   */
  List<Path> others(Contents contents) throws IOException {
    List<Path> others = new ArrayList<>();
    for (int a = 0; a < arrays.size(); a++) {
      Path array = array(a);
      Set<Path> known = new HashSet<>();
      for (Fragment fragment : contents.fragments()) {
        known.add(fragment.parts().get(a).commit(array));
        known.add(fragment.parts().get(a).folder(array));
      }
      for (Path folder : List.of(Fragment.Part.commits(array), Fragment.Part.fragments(array))) {
        Workshop.children(folder).stream().filter(p -> !known.contains(p)).forEach(others::add);
      }
    }
    return others;
  }

  void removeOthers(Contents contents) throws IOException {
    for (Path path : others(contents)) {
      Trees.delete(path);
    }
  }

  /**
   * Of {@link #others}, what an append to a store has left that was killed or given up: the
   * fragments that it has noted, and those whose timestamps follow without a gap, which it had no
   * time to note, or whose notes a loss of power took. Other programs take the clock's milliseconds
   * for timestamps.
   *
   * @param before what the store was
   * @param noted of the append, and maybe of the store
   */
  List<Path> leftByAppend(Contents before, Contents noted) throws IOException {
    Set<String> names = new HashSet<>();
    long next = 1;
    for (Contents contents : List.of(before, noted)) {
      for (Fragment fragment : contents.fragments()) {
        for (Fragment.Part part : fragment.parts()) {
          names.add(part.name());
          next = Math.max(next, timestamp(Path.of(part.name())) + 1);
        }
      }
    }
    for (Path path : Workshop.children(metadata())) {
      next = Math.max(next, timestamp(path) + 1);
    }
    List<Path> others = others(before);
    List<String> found = others.stream().map(TiledbParts::name).toList();
    for (; found.stream().anyMatch(isOf(next)); next++) {
      found.stream().filter(isOf(next)).forEach(names::add);
    }
    return others.stream().filter(other -> names.contains(name(other))).toList();
  }

  /** Of a fragment, given its folder or what makes it seen. */
  private static String name(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(Fragment.Part.COMMITTED)
        ? name.substring(0, name.length() - Fragment.Part.COMMITTED.length())
        : name;
  }

  private static Predicate<String> isOf(long timestamp) {
    return name -> name.startsWith("__" + timestamp + "_" + timestamp + "_");
  }

  /** Forces fragments to the device, in each array what is in them before what makes them seen. */
  void force(List<Fragment> fragments) throws IOException {
    for (int a = 0; a < arrays.size(); a++) {
      Path array = array(a);
      for (Fragment fragment : fragments) {
        Fragment.Part part = fragment.parts().get(a);
        Trees.force(part.data(array));
        Trees.force(part.metadata(array));
        Trees.force(part.folder(array));
        Trees.force(part.commit(array));
      }
      Trees.force(Fragment.Part.fragments(array));
      Trees.force(Fragment.Part.commits(array));
    }
  }

  /** Above those of all fragments and metadata: what is written then is what counts. */
  long nextTimestamp() throws IOException {
    long last = 0;
    for (int a = 0; a < arrays.size(); a++) {
      for (Path path : Workshop.children(Fragment.Part.fragments(array(a)))) {
        last = Math.max(last, timestamp(path));
      }
    }
    for (Path path : Workshop.children(metadata())) {
      last = Math.max(last, timestamp(path));
    }
    return last + 1;
  }

  /** Names are {@code __FROM_TO_UUID}, maybe with more behind it. */
  private static long timestamp(Path path) throws IOException {
    String[] parts = path.getFileName().toString().split("_", -1);
    try {
      return Long.parseLong(parts[3]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(path + ": not a name that TileDB gives, remove it", e);
    }
  }
}
