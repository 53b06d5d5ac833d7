package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
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
   * @param images a block
   * @param bytes that will be written at most, and held in memory
   */
  static LmdbAppender open(Path path, StoreManifest before, int images, long bytes)
      throws IOException {
    int count = before.count();
    LmdbEdit edit = LmdbEdit.open(path, bytes);
    try {
      BlockBuffer buffer = BlockBuffer.allocate(before.shape().bytes(), images);
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
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    buffer.add(pixels, label, checksum);
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
