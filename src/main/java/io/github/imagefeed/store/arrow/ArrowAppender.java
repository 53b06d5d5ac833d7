package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a longer copy beside the file: the old images and labels first, then the new ones, the
 * data forced, then header and footer, forced too; renames it over the old one and forces the
 * folder.
 */
final class ArrowAppender implements ImageStoreWriter {

  private final Path target;
  private final Path temporary;
  private final ArrowWriter writer;
  private boolean renamed;

  private ArrowAppender(Path target, Path temporary, ArrowWriter writer) {
    this.target = target;
    this.temporary = temporary;
    this.writer = writer;
  }

  static ArrowAppender open(Path target, StoreManifest before, int more) throws IOException {
    Path temporary = new StoreNames(target).unfinished();
    StoreSpec whole =
        new StoreSpec(before.shape(), before.count() + more, before.classes(), before.source());
    MappedFile file = MappedFile.of(target);
    try (FileChannel old = FileChannel.open(target, StandardOpenOption.READ)) {
      ArrowContents contents = file.intact(() -> ArrowContents.read(target, old));
      int batch = contents.batches().chosenBatch(before.shape());
      ArrowPlan plan = new ArrowPlan(whole.draft(), batch);
      ArrowAppender appender =
          new ArrowAppender(target, temporary, ArrowWriter.create(temporary, plan));
      try {
        return file.intact( // no mix of the old file and what another program wrote over it
            () -> {
              appender.writer.appendAll(target, old, contents);
              return appender;
            });
      } catch (IOException | RuntimeException e) {
        try (appender) {
          throw e;
        }
      }
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    writer.append(pixels, label, checksum);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    writer.finish(manifest);
    writer.close(); // Windows renames no open file
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    renamed = true;
    Trees.force(target.getParent());
  }

  @Override
  public void close() throws IOException {
    try (writer) {
      if (renamed) {
        return;
      }
    }
    Trees.delete(temporary);
  }
}
