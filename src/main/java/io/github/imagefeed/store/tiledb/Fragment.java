package io.github.imagefeed.store.tiledb;

import java.nio.file.Path;
import java.util.List;

/**
 * A run of images that was written in one step, as one fragment of each array.
 *
 * @param first index of its first image
 * @param count number of images
 * @param parts of each array, in the order of {@link TiledArray#of}
 */
record Fragment(int first, int count, List<Part> parts) {

  /** Of a fragment's folder. */
  private static final String METADATA = "__fragment_metadata.tdb";

  /**
   * A fragment as the library knows it.
   *
   * @param name of its folder
   * @param checksum CRC32C of what the library says about it, {@code __fragment_metadata.tdb}
   */
  record Part(String name, int checksum) {

    /** What the name of that file has behind the fragment's. */
    static final String COMMITTED = ".wrt";

    /**
     * @param array the folder of the array that it is a part of
     */
    Path data(Path array) {
      return folder(array).resolve("a0.tdb");
    }

    Path metadata(Path array) {
      return folder(array).resolve(METADATA);
    }

    Path folder(Path array) {
      return fragments(array).resolve(name);
    }

    /** The empty file that makes the library see the fragment. */
    Path commit(Path array) {
      return commits(array).resolve(name + COMMITTED);
    }

    static Path fragments(Path array) {
      return array.resolve("__fragments");
    }

    static Path commits(Path array) {
      return array.resolve("__commits");
    }
  }

  Fragment {
    parts = List.copyOf(parts);
    if (first < 0 || count < 1) {
      throw new IllegalArgumentException(
          "fragment of " + count + " images from " + first + ", expected at least 1 from 0 on");
    }
  }

  int end() {
    return Math.addExact(first, count);
  }
}
