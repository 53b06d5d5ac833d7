package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a finished store says about itself, in the metadata of its array of images.
 *
 * @param manifest key {@code imagefeed}
 * @param contents key {@code imagefeed_files}
 */
record TiledbFolder(StoreManifest manifest, Contents contents) {

  /** The file by which the library knows a group. */
  private static final String GROUP = "__tiledb_group.tdb";

  static final String MANIFEST = "imagefeed";
  static final String CONTENTS = "imagefeed_files";

  /** What a store is opened by. */
  interface Opening<T> {
    T open(TiledbFolder folder) throws IOException;
  }

  /** Cheap, and knows nothing of who made it. */
  static boolean isOne(Path path) {
    return Files.isRegularFile(path.resolve(GROUP))
        && Files.isDirectory(path.resolve("images").resolve("__schema"));
  }

  static TiledbFolder read(Path path) throws IOException {
    requireOne(path);
    try (TiledbEngine engine = TiledbEngine.start()) {
      List<String> texts =
          engine
              .metadata(path.resolve("images"), List.of(MANIFEST, CONTENTS))
              .orElseThrow(
                  () ->
                      new StoreException(
                          path + ": unfinished, or another program's: it has no manifest"));
      StoreManifest manifest = ManifestJson.read(texts.get(0), path.toString());
      Contents contents = Contents.read(texts.get(1), path.toString());
      if (contents.count() != manifest.count()) {
        throw new StoreException(
            path
                + ": damaged, its fragments hold "
                + contents.count()
                + " images, the manifest says "
                + manifest.count());
      }
      return new TiledbFolder(manifest, contents);
    }
  }

  private static void requireOne(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such store");
    }
    if (!isOne(path)) {
      throw new StoreException(path + ": not a TileDB group with an array 'images', or unfinished");
    }
  }

  /** Opens, anew where the folder was replaced meanwhile: which of the two was cannot be told. */
  static <T> T open(Path path, Opening<T> opening) throws IOException {
    while (true) {
      List<Object> before = key(path);
      T opened;
      try {
        opened = opening.open(read(path));
      } catch (StoreException e) {
        if (before.equals(key(path))) {
          throw e;
        }
        continue;
      }
      if (before.equals(key(path))) {
        return opened;
      }
    }
  }

  /** Tells a folder from another one of its name, and what it was before an append. */
  private static List<Object> key(Path path) throws IOException {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return List.of(
          Optional.ofNullable(key), Set.copyOf(Workshop.children(TiledbParts.metadata(path))));
    } catch (NoSuchFileException e) {
      throw (NoSuchFileException)
          new NoSuchFileException(path.toString(), null, "no such store").initCause(e);
    }
  }

  TiledbFolder {
    Objects.requireNonNull(manifest);
    Objects.requireNonNull(contents);
  }
}
