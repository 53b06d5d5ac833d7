package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder inside a store that is there while one writes to it: it holds the list of what is
 * written, and the metadata until they become the store's.
 */
final class Workshop {

  private static final String NAME = ".unfinished";
  private static final String PROGRESS = "files";
  private static final String ARRAY = "manifest";

  private final Path store;
  private final Path folder;

  Workshop(Path store) {
    this.store = store;
    this.folder = store.resolve(NAME);
  }

  boolean exists() {
    return Files.exists(folder);
  }

  /** Starts, or starts again, from what is there. */
  void open(Contents contents) throws IOException {
    remove();
    Files.createDirectory(folder);
    Files.writeString(folder.resolve(PROGRESS), contents.unsealed());
  }

  /** Notes a fragment of which every file is there. */
  void add(Fragment fragment) throws IOException {
    Files.writeString(folder.resolve(PROGRESS), Contents.line(fragment), StandardOpenOption.APPEND);
  }

  /** What was noted; it may end anywhere, and be anything, if the machine stopped. */
  Optional<List<String>> progress() throws IOException {
    Path file = folder.resolve(PROGRESS);
    return Files.exists(file) ? Optional.of(lines(Files.readAllBytes(file))) : Optional.empty();
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Writes metadata beside those of an array and moves them among them by one rename, which makes
   * them the ones that count; they are forced before it.
   *
   * @param metadata the array's folder of metadata, which holds older ones
   */
  void publish(TiledbEngine engine, Path metadata, long timestamp, Map<String, String> texts)
      throws IOException {
    Path array = folder.resolve(ARRAY);
    engine.create(array, new TiledArray(ARRAY, TiledArray.Cell.UINT8, List.of(), 1));
    engine.putMetadata(array, timestamp, texts);
    List<Path> written = children(array.resolve(metadata.getFileName()));
    if (written.size() != 1) {
      throw new IOException(array + ": TileDB wrote metadata into " + written + ", not one file");
    }
    Trees.force(written.get(0));
    Files.move(
        written.get(0),
        metadata.resolve(Contents.namedByChecksum(written.get(0))),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** What lies in a folder; nothing if there is none. */
  static List<Path> children(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        entries.forEach(children::add);
      }
    }
    return children;
  }

  /** Forces every file and folder of the store to the device, but for those of the workshop. */
  void forceStore() throws IOException {
    force(store);
  }

  private void force(Path path) throws IOException {
    if (path.equals(folder)) {
      return;
    }
    if (Files.isDirectory(path)) {
      for (Path child : children(path)) {
        force(child);
      }
    }
    Trees.force(path);
  }

  void remove() throws IOException {
    Trees.delete(folder);
  }
}
