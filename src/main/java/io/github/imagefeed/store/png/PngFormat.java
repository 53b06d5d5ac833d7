package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A folder of PNG files.
 *
 * <pre>
 * images/000/00000000.png   at most 1,000 files a folder
 * labels.csv                file,label,class: a row an image
 * manifest.json             written last
 * </pre>
 *
 * <p>Files are grey or RGB, 8 bits, interleaved as PNG has it; the layout in the manifest is the
 * one that reading delivers. Other programs may rewrite the files, an optimiser for instance, as
 * long as size and colour type stay.
 */
public final class PngFormat implements StoreFormat {

  /** The fastest to read; for small images no larger on disk, see {@link PngCompression}. */
  public static final PngCompression DEFAULT_COMPRESSION = PngCompression.NONE;

  private final PngCompression compression;

  /** Compression concerns new stores only; stores of every compression open alike. */
  public PngFormat(PngCompression compression) {
    this.compression = compression;
  }

  public PngFormat() {
    this(DEFAULT_COMPRESSION);
  }

  @Override
  public String name() {
    return "png";
  }

  @Override
  public String description() {
    return "folder of PNG files with labels.csv";
  }

  /** Two of the three parts are enough, so that opening a damaged store can say what it lacks. */
  @Override
  public boolean recognises(Path path) {
    int parts = 0;
    parts += Files.isDirectory(path.resolve(PngFiles.IMAGES)) ? 1 : 0;
    parts += Files.isRegularFile(path.resolve(PngFiles.LABELS)) ? 1 : 0;
    parts += Files.isRegularFile(path.resolve(PngFiles.MANIFEST)) ? 1 : 0;
    return parts >= 2 || Files.isDirectory(path.resolve(PngFiles.folder(0)));
  }

  @Override
  public ImageStore open(Path path) throws IOException {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new StoreException(
          path + ": " + (Files.exists(root) ? "not a folder" : "there is no such folder"));
    }
    StoreManifest manifest = readManifest(root.resolve(PngFiles.MANIFEST));
    return new PngStore(root, manifest, PngLabels.read(root.resolve(PngFiles.LABELS), manifest));
  }

  private static StoreManifest readManifest(Path file) throws IOException {
    try {
      return ManifestJson.read(Files.readString(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new StoreException(
          file.getParent() + ": unfinished store, it has no " + PngFiles.MANIFEST, e);
    } catch (CharacterCodingException e) {
      throw new StoreException(file + ": damaged manifest, not UTF-8", e);
    }
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return new PngStoreWriter(path, spec, compression);
  }
}
