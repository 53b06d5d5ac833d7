package io.github.imagefeed.measure;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Earlier stores that stand aside while new ones are written and timed: removing a PNG store takes
 * seconds, and makes the files slow that are written soon after (ext4 searches past every inode
 * that was freed a short while ago). Closing removes them; but before {@link #done} those that have
 * got no successor get their place back. Not thread-safe.
 */
final class Replaced implements Closeable {

  private record Store(Path target, Path aside) {}

  private final List<Store> stores = new ArrayList<>();
  private boolean done;

  /**
   * Moves what is at a path out of the way, if anything is.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is anything but a store of ours
   */
  void standAside(StoreFormat format, Path target) throws IOException {
    if (Files.exists(target)) {
      Formats.requireStore(format, target);
      Path aside =
          target.resolveSibling("." + target.getFileName() + ".earlier"); // not a writer's name
      Trees.delete(aside); // of a program that was killed
      Files.move(target, aside);
      stores.add(new Store(target, aside));
    }
  }

  /** Says that all is written: no earlier store is needed any more. */
  void done() {
    done = true;
  }

  @Override
  public void close() throws IOException {
    for (Store store : stores) {
      if (done || Files.exists(store.target())) {
        Trees.delete(store.aside());
      } else {
        Files.move(store.aside(), store.target());
      }
    }
  }
}
