package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a writer that was stopped has left: the blocks of all transactions that it had committed.
 */
final class LmdbRemains {

  private LmdbRemains() {}

  /**
   * Hands on the images of the first blocks that are full and right.
   *
   * @param blockImages images of a full block
   * @return how many blocks these are
   * @throws StoreException if the environment is none, or damaged
   */
  static int keep(Path path, StoreSpec spec, int blockImages, KeptImages images)
      throws IOException {
    Path data = path.resolve(LmdbFiles.DATA);
    if (!Files.isRegularFile(data)) {
      throw new StoreException(data + ": no such file");
    }
    LmdbContents contents = LmdbCheck.forChange(path);
    int blockBytes = blockImages * LmdbFiles.recordBytes(spec.shape());
    byte[] value = new byte[blockBytes];
    DirectBuffer block = new UnsafeBuffer(value);
    try (LmdbFile file = LmdbFile.open(data)) {
      int kept = 0;
      // The last one may have fewer images; it is written again.
      while (kept < contents.blocks() && contents.blockBytes(kept) == blockBytes) {
        file.read(value, blockBytes, contents.blockAt(kept));
        if (!isRight(block, spec, blockImages)) {
          break;
        }
        hand(block, spec.shape().bytes(), blockImages, images);
        kept++;
      }
      return kept;
    }
  }

  private static boolean isRight(DirectBuffer block, StoreSpec spec, int blockImages) {
    int bytes = spec.shape().bytes();
    ImageChecksum checksum = new ImageChecksum();
    byte[] pixels = new byte[bytes];
    for (int i = 0; i < blockImages; i++) {
      block.getBytes(i * bytes, pixels);
      int label = label(block, bytes, blockImages, i);
      boolean right = checksum.of(pixels, label) == checksum(block, bytes, blockImages, i);
      if (!right || !spec.classes().contains(label)) {
        return false;
      }
    }
    return true;
  }

  private static void hand(DirectBuffer block, int bytes, int blockImages, KeptImages images)
      throws IOException {
    byte[] pixels = new byte[bytes];
    for (int i = 0; i < blockImages; i++) {
      block.getBytes(i * bytes, pixels);
      images.keep(
          pixels, label(block, bytes, blockImages, i), checksum(block, bytes, blockImages, i));
    }
  }

  private static int label(DirectBuffer block, int bytes, int blockImages, int image) {
    return block.getInt(blockImages * bytes + image * Integer.BYTES, ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(DirectBuffer block, int bytes, int blockImages, int image) {
    return label(block, bytes, blockImages, blockImages + image); // which lie behind the labels
  }
}
