package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Path;

/** Fills the last block up and adds more, all in the transaction of one {@link LmdbEdit}. */
final class LmdbAppender implements ImageStoreWriter {

  private final LmdbEdit edit;
  private final BlockBuffer buffer;
  private int block;

  private LmdbAppender(LmdbEdit edit, BlockBuffer buffer, int block) {
    this.edit = edit;
    this.buffer = buffer;
    this.block = block;
  }

  /**
   * Starts.
   *
   * @param wanted images a block where the store has but one block, which says nothing of how long
   *     it would have become
   */
  static LmdbAppender open(Path path, StoreManifest before, int more, int wanted)
      throws IOException {
    int count = before.count();
    int imageBytes = before.shape().bytes();
    int images = LmdbSnapshot.firstBlockBytes(path) / LmdbFiles.recordBytes(before.shape());
    if (images == count) {
      images = Math.max(images, Math.min(wanted, count + more));
    }
    LmdbFiles.requireFewBlocks(count + more, images);
    long rewritten = Math.min(Integer.MAX_VALUE, (long) more + images);
    StoreSpec spec =
        new StoreSpec(before.shape(), (int) rewritten, before.classes(), before.source());
    LmdbEdit edit = LmdbEdit.open(path, LmdbFiles.fileBytes(spec, images));
    try {
      BlockBuffer buffer = new BlockBuffer(imageBytes, images);
      int last = count / images;
      if (count % images > 0) {
        buffer.addFirst(edit.block(last), count % images);
      }
      return new LmdbAppender(edit, buffer, last);
    } catch (IOException | RuntimeException e) {
      try (edit) {
        throw e;
      }
    }
  }

  @Override
  public void append(byte[] pixels, int label) throws IOException {
    buffer.add(pixels, label);
    if (buffer.isFull()) {
      edit.put(block++, buffer.take());
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    if (!buffer.isEmpty()) {
      edit.put(block, buffer.take());
    }
    edit.commit(manifest);
  }

  @Override
  public void close() throws IOException {
    edit.close();
  }
}
