package io.github.imagefeed.store.arrow;

import io.github.imagefeed.image.ImageShape;
import java.util.Arrays;

/**
 * Where the record batches of a file have their data: checked to lie within the file, apart from
 * each other. Batches but the last have the same number of images.
 */
final class BatchTable {

  private final int count;
  private final int batchImages;
  private final long[] images;
  private final long[] labels;
  private final long[] checksums;

  /**
   * Takes the arrays over.
   *
   * @param count images in all batches
   * @param batchImages images of each but the last
   * @param images bytes in the file where the pixels of each batch start
   * @param labels where its labels do
   * @param checksums where its checksums do
   */
  BatchTable(int count, int batchImages, long[] images, long[] labels, long[] checksums) {
    this.count = count;
    this.batchImages = batchImages;
    this.images = images;
    this.labels = labels;
    this.checksums = checksums;
  }

  /** Number of batches. */
  int size() {
    return images.length;
  }

  int batchImages() {
    return batchImages;
  }

  /** Images of one batch. */
  int images(int batch) {
    return Math.min(batchImages, count - batch * batchImages);
  }

  /** Where an image starts. */
  long imageAt(int index, int imageBytes) {
    return images[index / batchImages] + (long) (index % batchImages) * imageBytes;
  }

  long imagesAt(int batch) {
    return images[batch];
  }

  long labelsAt(int batch) {
    return labels[batch];
  }

  long checksumsAt(int batch) {
    return checksums[batch];
  }

  /** All labels of a file. */
  int[] readLabels(MappedBytes file) {
    return integers(file, labels);
  }

  /** All checksums of a file. */
  int[] readChecksums(MappedBytes file) {
    return integers(file, checksums);
  }

  private int[] integers(MappedBytes file, long[] starts) {
    int[] integers = new int[count];
    for (int batch = 0; batch < starts.length; batch++) {
      int first = batch * batchImages;
      long at = starts[batch];
      for (int i = 0; i < images(batch); i++, at += Integer.BYTES) {
        integers[first + i] = file.integer(at);
      }
    }
    return integers;
  }

  /**
   * For how many images a batch the file was written, as far as that shows: a single batch may be
   * one that did not become full.
   */
  int chosenBatch(ImageShape shape) {
    return size() > 1 ? batchImages : Math.max(batchImages, ArrowPlan.defaultBatch(shape));
  }

  /** Whether the data lie where this program would have put them. */
  boolean isAsPlanned(ArrowPlan plan) {
    long[] planned = new long[size()];
    Arrays.setAll(planned, plan::bodyAt);
    boolean same = Arrays.equals(planned, images);
    Arrays.setAll(planned, plan::labelsAt);
    same &= Arrays.equals(planned, labels);
    Arrays.setAll(planned, plan::checksumsAt);
    return same && Arrays.equals(planned, checksums);
  }
}
