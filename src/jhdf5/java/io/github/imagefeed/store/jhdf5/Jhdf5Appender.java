package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreNames;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a longer copy beside the file: the old images first, then the new ones, the data forced,
 * then the attributes, forced too; renames it over the old one and forces the folder.
 */
final class Jhdf5Appender implements ImageStoreWriter {

  private final Path target;
  private final Path temporary;
  private final Jhdf5Writer writer;
  private boolean renamed;

  private Jhdf5Appender(Path target, Path temporary, Jhdf5Writer writer) {
    this.target = target;
    this.temporary = temporary;
    this.writer = writer;
  }

  static Jhdf5Appender open(Path target, StoreManifest before, int more) throws IOException {
    Path temporary = new StoreNames(target).unfinished();
    StoreSpec whole =
        new StoreSpec(before.shape(), before.count() + more, before.classes(), before.source());
    try (Jhdf5Store old = Jhdf5Store.open(target, false)) {
      Jhdf5Appender appender =
          new Jhdf5Appender(target, temporary, Jhdf5Writer.create(temporary, whole));
      try {
        appender.writer.appendAll(old);
        return appender;
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
