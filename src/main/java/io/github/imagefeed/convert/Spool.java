package io.github.imagefeed.convert;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Images of a source, read once from front to back, for reading in any order: in memory, or where
 * they are many in a temporary store beside the target, which {@link #close} removes. Its manifest
 * has no digest, as nobody asks for it.
 */
final class Spool implements Closeable {

  private final ImageStore store;
  private final int[] labels;
  private final Optional<Path> file;

  private Spool(ImageStore store, int[] labels, Optional<Path> file) {
    this.store = store;
    this.labels = labels;
    this.file = file;
  }

  /**
   * Reads a source; what was written is removed if this fails.
   *
   * @param memoryBytes most bytes of pixels that are kept in memory
   * @param format of a temporary store
   * @param file where a temporary store may be written; nothing exists there
   * @param progress hears the number of images read so far, after each
   */
  static Spool of(
      ImageSource source,
      Selection selection,
      long memoryBytes,
      StoreFormat format,
      Path file,
      IntConsumer progress)
      throws IOException {
    StoreSpec spec =
        new StoreSpec(source.shape(), selection.count(), source.classes(), source.description());
    if ((long) spec.count() * spec.shape().bytes() <= memoryBytes) {
      MemoryStore.Filler filler = new MemoryStore.Filler(spec);
      int[] labels = read(source, selection, filler::append, progress);
      return new Spool(filler.finish(spec.draft()), labels, Optional.empty());
    }
    try {
      int[] labels;
      try (ImageStoreWriter writer = format.create(file, spec)) {
        ImageChecksum checksum = new ImageChecksum();
        labels =
            read(
                source,
                selection,
                (pixels, label) -> writer.append(pixels, label, checksum.of(pixels, label)),
                progress);
        writer.finish(spec.draft());
      }
      return new Spool(format.open(file), labels, Optional.of(file));
    } catch (IOException | RuntimeException e) {
      try {
        Trees.delete(file);
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  private static int[] read(
      ImageSource source, Selection selection, Import.Target target, IntConsumer progress)
      throws IOException {
    int[] labels = new int[selection.count()];
    int[] done = new int[1];
    Import.copy(
        source,
        selection,
        (pixels, label) -> {
          target.append(pixels, label);
          labels[done[0]++] = label;
        },
        progress);
    return labels;
  }

  ImageStore store() {
    return store;
  }

  /** The label of each image; not a copy. */
  int[] labels() {
    return labels;
  }

  @Override
  public void close() throws IOException {
    try {
      store.close();
    } finally {
      if (file.isPresent()) {
        Trees.delete(file.get());
      }
    }
  }
}
