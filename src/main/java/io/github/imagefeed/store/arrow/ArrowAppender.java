package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReplacingAppender;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds images by a longer copy, with record batches as large as those of the old file. */
final class ArrowAppender {

  private ArrowAppender() {}

  static ImageStoreWriter open(Path target, StoreManifest before, int more) throws IOException {
    MappedFile file = MappedFile.of(target);
    try (FileChannel old = FileChannel.open(target, StandardOpenOption.READ)) {
      ArrowContents contents = file.intact(() -> ArrowContents.read(target, old));
      int batch = contents.batches().chosenBatch(before.shape());
      return ReplacingAppender.open(
          target,
          before,
          more,
          (copy, whole) -> ArrowWriter.create(copy, new ArrowPlan(whole.draft(), batch)),
          writer ->
              file.intact( // no mix of the old file and what another program wrote over it
                  () -> {
                    writer.appendAll(target, old, contents);
                    return writer;
                  }));
    }
  }
}
