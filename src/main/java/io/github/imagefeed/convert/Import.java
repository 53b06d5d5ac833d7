package io.github.imagefeed.convert;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Copies images from a source into a store, one at a time. */
public final class Import {

  /** Of the images that are there, the last one among them: so many are compared. */
  private static final int SAMPLES = 64;

  private Import() {}

  /**
   * Writes a store.
   *
   * @param target does not exist afterwards if this fails, or is as it was before
   * @param progress hears the number of images written so far, after each
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and may not be replaced
   * @throws IOException if another program or thread is writing or changing the target
   */
  public static StoreManifest run(
      ImageSource source,
      Selection selection,
      StoreFormat format,
      Path target,
      boolean overwrite,
      IntConsumer progress)
      throws IOException {
    StoreSpec spec =
        new StoreSpec(source.shape(), selection.count(), source.classes(), source.description());
    try (StoreWriter writer = StoreWriter.create(format, target, spec, overwrite)) {
      copy(source, selection, writer::append, progress);
      return writer.finish();
    }
  }

  /**
   * Goes on with an import that was interrupted, by what it has left beside the target: images that
   * are there and whole are neither read nor written again. Where nothing is left, or it was
   * another import, the store is begun anew. If this fails, what was written stays for the next
   * time.
   *
   * @param watch hears once, before the first is written, what there is
   * @param progress hears the number of images there are so far, after each
   * @throws IllegalArgumentException if what is left is of another import, or some image of the
   *     source is not the one that is there
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and may not be replaced
   */
  public static StoreManifest resume(
      ImageSource source,
      Selection selection,
      StoreFormat format,
      Path target,
      boolean overwrite,
      Consumer<StoreWriter> watch,
      IntConsumer progress)
      throws IOException {
    StoreSpec spec =
        new StoreSpec(source.shape(), selection.count(), source.classes(), source.description());
    try (StoreWriter writer = StoreWriter.resume(format, target, spec, overwrite)) {
      requireSameSource(new SelectedImages(source, selection), writer);
      watch.accept(writer);
      copy(source, selection, writer.kept(), writer::append, progress);
      return writer.finish();
    }
  }

  /** The description is the same; the images behind it may have changed since. */
  private static void requireSameSource(SelectedImages images, StoreWriter writer)
      throws IOException {
    int samples = Math.min(SAMPLES, writer.kept());
    byte[] pixels = new byte[images.shape().bytes()];
    ImageChecksum checksum = new ImageChecksum();
    for (int k = 1; k <= samples; k++) {
      int index = (int) ((long) k * writer.kept() / samples) - 1;
      int label = images.read(index, pixels);
      if (checksum.of(pixels, label) != writer.keptChecksum(index)) {
        throw new IllegalArgumentException(
            "image "
                + index
                + " of "
                + images.source().description()
                + " is not the one that the interrupted import has written; import without"
                + " --resume begins anew");
      }
    }
  }

  /**
   * Adds images to the end of a store.
   *
   * @param target is as it was before if this fails
   * @param progress hears the number of images added so far, after each
   * @return the manifest of the whole store
   * @throws IllegalArgumentException if shape or class names are not those of the store
   */
  public static StoreManifest append(
      ImageSource source,
      Selection selection,
      StoreFormat format,
      Path target,
      IntConsumer progress)
      throws IOException {
    StoreTarget.recover(target);
    try (ImageStore store = format.open(target)) { // an appender may begin with copying it
      requireFitting(source, store.manifest(), target);
    }
    try (StoreAppender appender = StoreAppender.open(format, target, selection.count())) {
      requireFitting(source, appender.before(), target); // another may have taken its place since
      copy(source, selection, appender::append, progress);
      return appender.finish();
    }
  }

  private static void requireFitting(ImageSource source, StoreManifest store, Path target) {
    if (!source.shape().equals(store.shape())) {
      throw new IllegalArgumentException(
          "images of "
              + source.description()
              + " are "
              + source.shape()
              + ", those of the store "
              + target
              + " are "
              + store.shape()
              + "; only images of one shape can be added");
    }
    ClassNames found = source.classes();
    ClassNames expected = store.classes();
    for (int label = 0; label < Math.max(found.size(), expected.size()); label++) {
      String name = found.contains(label) ? "'" + found.name(label) + "'" : "no class";
      String wanted = expected.contains(label) ? "'" + expected.name(label) + "'" : "no class";
      if (!name.equals(wanted)) {
        throw new IllegalArgumentException(
            "label "
                + label
                + " of "
                + source.description()
                + " is "
                + name
                + ", in the store "
                + target
                + " it is "
                + wanted
                + "; only images of the same classes can be added");
      }
    }
  }

  /** Where images go. */
  interface Target {
    void append(byte[] pixels, int label) throws IOException;
  }

  static void copy(ImageSource source, Selection selection, Target target, IntConsumer progress)
      throws IOException {
    copy(source, selection, 0, target, progress);
  }

  private static void copy(
      ImageSource source, Selection selection, int from, Target target, IntConsumer progress)
      throws IOException {
    byte[] pixels = new byte[source.shape().bytes()];
    int[] done = {from};
    selection.<IOException>forEach(
        source,
        from,
        (split, index) -> {
          target.append(pixels, source.read(split, index, pixels));
          progress.accept(++done[0]);
        });
  }
}
