package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file {@code manifest.json}: written under another name and forced, then renamed. */
final class PngManifest {

  private PngManifest() {}

  static StoreManifest read(Path root) throws IOException {
    Path file = root.resolve(PngFiles.MANIFEST);
    try {
      String text = Trees.text(file, ManifestJson.MAX_BYTES);
      if (!text.endsWith("\n")) {
        throw new StoreException(file + ": damaged manifest, cut: its last line does not end");
      }
      return ManifestJson.read(text.substring(0, text.length() - 1), file.toString());
    } catch (NoSuchFileException e) {
      throw new StoreException(root + ": unfinished store, it has no " + PngFiles.MANIFEST, e);
    } catch (CharacterCodingException e) {
      throw new StoreException(file + ": damaged manifest, not UTF-8", e);
    }
  }

  /** Puts a manifest on the device, where nobody reads it until {@link #commit}. */
  static void prepare(Path root, StoreManifest manifest) throws IOException {
    Path file = root.resolve(PngFiles.MANIFEST + PngFiles.UNFINISHED);
    Files.writeString(file, ManifestJson.write(manifest) + "\n");
    Trees.force(file);
  }

  /** Puts the prepared manifest in place of the one before, if any; not yet forced. */
  static void commit(Path root) throws IOException {
    Files.move(
        root.resolve(PngFiles.MANIFEST + PngFiles.UNFINISHED),
        root.resolve(PngFiles.MANIFEST),
        StandardCopyOption.ATOMIC_MOVE);
  }
}
