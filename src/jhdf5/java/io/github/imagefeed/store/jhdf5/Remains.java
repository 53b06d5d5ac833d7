package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.ImageChecksum;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;

/** What of a piece a writer that was stopped has left whole: label, checksum and pixels fit. */
final class Remains {

  private final StoreSpec spec;
  private final Piece piece;
  private final KeptImages kept;
  private final ImageChecksum checksum = new ImageChecksum();
  private final byte[] image;

  /** Looks at nothing yet; the piece stays the caller's. */
  Remains(StoreSpec spec, Piece piece, KeptImages kept) {
    this.spec = spec;
    this.piece = piece;
    this.kept = kept;
    this.image = new byte[spec.shape().bytes()];
  }

  /**
   * Hands on the images at the start of the piece, up to the first that does not have its checksum.
   *
   * @param first index in the store of the first one
   * @param labels of all images
   * @param checksums of all images
   * @return how many
   */
  int keep(int first, int count, int[] labels, int[] checksums) throws IOException {
    for (int k = 0; k < count; k++) {
      int label = labels[first + k];
      System.arraycopy(piece.bytes(), k * image.length, image, 0, image.length);
      if (!spec.classes().contains(label) || checksum.of(image, label) != checksums[first + k]) {
        return k;
      }
      kept.keep(image, label, checksums[first + k]);
    }
    return count;
  }
}
