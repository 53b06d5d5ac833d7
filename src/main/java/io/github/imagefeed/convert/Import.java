package io.github.imagefeed.convert;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Copies images from a source into a new store, one at a time. */
public final class Import {

  private Import() {}

  /**
   * Writes a store.
   *
   * @param target does not exist afterwards if this fails, or is as it was before
   * @param progress hears the number of images written so far, after each
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and may not be replaced
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
    byte[] pixels = new byte[source.shape().bytes()];
    int[] done = new int[1];
    try (StoreWriter writer = StoreWriter.create(format, target, spec, overwrite)) {
      selection.<IOException>forEach(
          source,
          (split, index) -> {
            writer.append(pixels, source.read(split, index, pixels));
            progress.accept(++done[0]);
          });
      return writer.finish();
    }
  }
}
