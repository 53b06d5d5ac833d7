package io.github.imagefeed.store.png;

import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.ShrinkableFormat;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreVariant;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A folder of PNG files.
 *
 * <pre>
 * images/000/00000000.png   at most 1,000 files a folder
 * labels.csv                file,label,class,crc32c: a row an image
 * manifest.json             written last
 * </pre>
 *
 * <p>The manifest says how many images there are. Files and rows behind them are what a stopped
 * append or truncation has left: files are never looked at, rows must be those that belong there,
 * as all rows, so that only a row too many is no longer a sign of damage.
 *
 * <p>Files are written as grey or RGB of 8 bits, interleaved as PNG has it; the layout in the
 * manifest is the one that reading delivers. Files of other programs may take their place, of any
 * kind that PNG knows, as long as the size stays and a grey store gets no colours: grey becomes
 * RGB, transparency is laid over white, of 16 bits the nearest 8 are taken, colour profiles are
 * ignored.
 */
public final class PngFormat implements ShrinkableFormat {

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

  /**
   * {@inheritDoc}
   *
   * <p>Labels are in memory, image files are opened when they are read. When the folder is replaced
   * or removed, also by {@link StoreWriter}, the batch that is being read fails with a {@link
   * StoreException}, and so do all that follow: the images of the new folder never get the labels
   * of the old one. The same holds from a truncation on, also if other images have been appended
   * since. On Windows, which does not number folders, a replaced one is not noticed. Single image
   * files that others write in place of ours are taken as they are; {@link CheckedStore} notices.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    return open(path, false);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    return PngManifest.read(folder(path));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Labels must stand as they were written, to the byte; reading compares the CRC of each part
   * of each image file.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    return open(path, true);
  }

  private static ImageStore open(Path path, boolean strictly) throws IOException {
    PngRoot root = PngRoot.open(folder(path));
    try {
      PngState state = PngState.open(root);
      try {
        if (strictly) {
          Path labels = root.path().resolve(PngFiles.LABELS);
          PngLabels.requireAsWritten(labels, state.manifest(), state.rows());
        }
        return new PngStore(root.path(), state, strictly);
      } catch (IOException | RuntimeException e) {
        try (state) {
          throw e;
        }
      }
    } catch (IOException | RuntimeException e) {
      try (root) {
        root.requireSame(); // else a missing manifest may be no fault of the store
      }
      throw e;
    }
  }

  private static Path folder(Path path) throws StoreException {
    Path root = path.toAbsolutePath().normalize();
    if (Files.isDirectory(root)) {
      return root;
    }
    if (!Files.exists(root)) {
      throw new StoreException(path + ": there is no such folder");
    }
    if (!Files.isDirectory(root)) { // else it was just being replaced
      throw new StoreException(path + ": not a folder");
    }
    return root;
  }

  /** By the first image; of this format's compression where that is gone, or of another program. */
  @Override
  public StoreFormat like(Path path) throws IOException {
    return PngCompression.of(folder(path).resolve(PngFiles.image(0)))
        .map(PngFormat::new)
        .orElse(this);
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return PngStoreWriter.create(path, spec, compression);
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return PngStoreWriter.resume(path, spec, compression, kept);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Costs the writing of all labels. A store that is open for reading stays as it was opened.
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    return PngAppender.open(store, before, compression);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In this order, each step forced before the next: the shorter manifest is renamed over the
   * old one, then the shorter labels are, then image files are removed from the end. Their space is
   * free at once. A store that is open for reading says from then on that it was changed.
   */
  @Override
  public void truncate(Path store, StoreManifest before, StoreManifest after) throws IOException {
    for (long i = after.count(); i < before.count(); i += PngFiles.FOLDER_FILES) { // may pass 2³¹
      PngFiles.requireOwnFolder(store, (int) i);
    }
    PngFiles.requireOwnFolder(store, before.count() - 1);
    PngRows rows = PngLabels.read(store.resolve(PngFiles.LABELS), after);
    try {
      try (PngLabelsWriter shorter = PngLabelsWriter.rewrite(store, after.classes())) {
        for (int i = 0; i < after.count(); i++) {
          shorter.append(rows.label(i), rows.checksum(i));
        }
      }
      PngLabelsWriter.prepare(store);
      PngManifest.prepare(store, after);
      PngManifest.commit(store);
      Trees.force(store);
      PngLabelsWriter.commit(store);
      Trees.force(store);
    } finally {
      PngFiles.removeUnfinished(store);
    }
    PngImageWriter.removeFrom(store, after.count());
  }

  /** Labels are taken to be spread evenly over the classes. */
  @Override
  public StoreSize predictSize(StoreSpec spec) {
    Certainty certainty =
        compression == PngCompression.NONE ? Certainty.ESTIMATE : Certainty.AT_MOST;
    String manifest = ManifestJson.write(spec.draft()) + "\n";
    return StoreSize.ofFile(PngEncoder.mostBytes(spec.shape(), compression), certainty)
        .times(spec.count())
        .plus(
            StoreSize.ofFile(
                PngLabelsWriter.bytes(spec, certainty == Certainty.AT_MOST), certainty))
        .plus(StoreSize.ofFile(manifest.getBytes(StandardCharsets.UTF_8).length, Certainty.EXACT));
  }

  @Override
  public List<StoreVariant> variants() {
    return Arrays.stream(PngCompression.values())
        .map(each -> new StoreVariant("compression", each.toString(), new PngFormat(each)))
        .toList();
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    return StorePlan.files();
  }
}
