package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.ReplacingAppender;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.file.Path;

/** Adds images by a longer copy, to which JHDF5 reads the old ones. */
final class Jhdf5Appender {

  private Jhdf5Appender() {}

  static ImageStoreWriter open(Path target, StoreManifest before, int more) throws IOException {
    try (Jhdf5Store old = Jhdf5Store.open(target, false)) {
      return ReplacingAppender.open(
          target, before, more, Jhdf5Writer::create, writer -> writer.appendAll(old));
    }
  }
}
