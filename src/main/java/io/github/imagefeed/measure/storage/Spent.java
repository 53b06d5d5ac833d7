package io.github.imagefeed.measure.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Where stores go that have been measured: they are not removed before all is over. ext4 gives out
 * no inode again within a minute or more of its removal, and looks at every such one before it
 * takes another: 10,000 files took 0.3 to 0.6 s to write, and 4.4 s after as many had been removed.
 * No user writes a store each minute, so this is none of a format's cost. Large files are emptied,
 * since they take space and not inodes. Not thread-safe.
 */
final class Spent {

  private static final long LARGE_BYTES = 1 << 20;

  private final Path folder;
  private int count;

  /** Keeps them in a folder that is made when the first one comes. */
  Spent(Path folder) {
    this.folder = folder;
  }

  /** Takes a store away, if there is one. */
  void take(Path store) throws IOException {
    if (!Files.exists(store)) {
      return;
    }
    Files.createDirectories(folder);
    Path kept = folder.resolve(String.valueOf(count++));
    Files.move(store, kept);
    try (Stream<Path> files = Files.walk(kept)) {
      files.filter(Files::isRegularFile).forEach(Spent::emptyIfLarge);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void emptyIfLarge(Path file) {
    try {
      if (Files.size(file) > LARGE_BYTES) {
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
            .close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
