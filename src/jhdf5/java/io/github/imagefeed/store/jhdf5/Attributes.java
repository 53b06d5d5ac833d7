package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.hdf5.IHDF5Writer;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A manifest as attributes of the root group, and what of it HDF5 cannot keep. */
final class Attributes {

  /** Some less than the 64 KiB that a message of an object header may have. */
  private static final int MAX_BYTES = 64_000;

  private Attributes() {}

  /**
   * Checks a manifest before anything is written.
   *
   * @throws IllegalArgumentException if a text of it is one that HDF5 cannot keep
   */
  static void require(StoreManifest manifest) {
    requireNoNul(Names.SOURCE, manifest.source());
    if (bytes(manifest.source()) > MAX_BYTES) {
      throw new IllegalArgumentException(
          Names.SOURCE
              + " has "
              + bytes(manifest.source())
              + " bytes, an HDF5 attribute at most "
              + MAX_BYTES);
    }
    manifest.classes().names().forEach(name -> requireNoNul("class name", name));
  }

  /** HDF5 texts end at the first NUL: the rest would be lost without a word. */
  private static void requireNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " '" + text.replace("\0", "\\0") + "' has a NUL character, HDF5 cannot keep it");
    }
  }

  /** Bytes that the class names take, each as long as the longest. */
  static long classBytes(StoreManifest manifest) {
    List<String> names = manifest.classes().names();
    return (long) names.size() * names.stream().mapToInt(Attributes::bytes).max().orElse(0);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Writes the dataset of class names where they are too long for an attribute: at the start. */
  static void writeLongClasses(IHDF5Writer file, StoreManifest manifest) {
    if (classBytes(manifest) > MAX_BYTES) {
      String[] classes = manifest.classes().names().toArray(String[]::new);
      file.string().writeArray(Names.path(Names.CLASSES), classes);
    }
  }

  /** Writes it, over another one that may be there; its checksum last. */
  static void write(IHDF5Writer file, StoreManifest manifest) {
    text(file, Names.PROGRAM, ManifestJson.PROGRAM);
    file.int32().setAttr(Names.ROOT, Names.FORMAT_VERSION, StoreManifest.FORMAT_VERSION);
    text(file, Names.LAYOUT, manifest.shape().layout().name());
    text(file, Names.SOURCE, manifest.source());
    text(file, Names.DIGEST, manifest.digest());
    String[] classes = manifest.classes().names().toArray(String[]::new);
    if (classBytes(manifest) <= MAX_BYTES) {
      file.string().setArrayAttr(Names.ROOT, Names.CLASSES, classes);
    }
    manifest
        .folds()
        .ifPresent(
            folds -> {
              int[] sizes = folds.sizes().stream().mapToInt(size -> size).toArray();
              file.int32().setArrayAttr(Names.ROOT, Names.FOLD_SIZES, sizes);
              file.int64().setAttr(Names.ROOT, Names.FOLD_SEED, folds.seed());
              file.int32().setAttr(Names.ROOT, Names.FOLD_GROUPED, folds.grouped() ? 1 : 0);
            });
    text(file, Names.MANIFEST_CHECKSUM, ManifestJson.checksum(manifest));
  }

  private static void text(IHDF5Writer file, String name, String value) {
    file.string().setAttr(Names.ROOT, name, value);
  }

  /** Makes the file an unfinished one, if it is not. */
  static void unfinish(IHDF5Writer file) {
    if (file.object().hasAttribute(Names.ROOT, Names.MANIFEST_CHECKSUM)) {
      file.object().deleteAttribute(Names.ROOT, Names.MANIFEST_CHECKSUM);
    }
  }
}
