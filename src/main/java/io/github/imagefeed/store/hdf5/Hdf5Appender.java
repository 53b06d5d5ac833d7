package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReplacingAppender;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds images by a longer copy, laid out as the old file is. */
final class Hdf5Appender {

  private Hdf5Appender() {}

  static ImageStoreWriter open(Path target, StoreManifest before, int more) throws IOException {
    MappedFile file = MappedFile.of(target);
    try (FileChannel old = FileChannel.open(target, StandardOpenOption.READ)) {
      Hdf5Metadata metadata = file.intact(() -> Hdf5Metadata.read(target, old));
      return ReplacingAppender.open(
          target,
          before,
          more,
          (copy, whole) ->
              Hdf5Writer.create(copy, whole, metadata.chunks().map(table -> table.plan(whole))),
          writer -> {
            writer.appendAll(target, old, metadata);
            file.requireIntact(); // no mix of the old file and what another program wrote over it
          });
    }
  }
}
