package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.base.mdarray.MDByteArray;
import ch.systemsx.cisd.hdf5.HDF5DataSet;
import ch.systemsx.cisd.hdf5.IHDF5ByteReader;
import ch.systemsx.cisd.hdf5.IHDF5ByteWriter;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;

/**
 * Some images on the heap, as JHDF5 takes and gives them, with the arrays that say to it which they
 * are: reused, as it keeps none of them. One thread at a time, with a dataset of its own: JHDF5
 * selects what to read in the one step and reads it in the next, and two threads that share an open
 * dataset get each other's images.
 */
final class Piece implements AutoCloseable {

  /** One call of HDF5 for hundreds of small images; more gains nothing, and leaves the caches. */
  private static final int BYTES = 1 << 20;

  private final HDF5DataSet dataset;
  private final MDByteArray array;
  private final int images;
  private final int[] block;
  private final long[] offset = new long[4];
  private final int[] place = new int[4];

  /** For a dataset of so many images, which is closed with this. */
  Piece(HDF5DataSet dataset, ImageShape shape, int count) {
    this.dataset = dataset;
    images = images(shape, count);
    block = dimensions(shape, images);
    array = new MDByteArray(block.clone());
  }

  /** How many images a piece of such a store has room for. */
  static int images(ImageShape shape, int count) {
    return Math.min(count, Math.max(1, BYTES / shape.bytes()));
  }

  /** Of a dataset of images. */
  static int[] dimensions(ImageShape shape, int images) {
    return shape.layout() == Layout.CHW
        ? new int[] {images, shape.channels(), shape.height(), shape.width()}
        : new int[] {images, shape.height(), shape.width(), shape.channels()};
  }

  int images() {
    return images;
  }

  /** The images one after the other. */
  byte[] bytes() {
    return array.getAsFlatArray();
  }

  /** Reads {@code count} images from {@code first} on into the places from {@code at} on. */
  void read(IHDF5ByteReader reader, int first, int count, int at) {
    block[0] = count;
    offset[0] = first;
    place[0] = at;
    reader.readToMDArrayBlockWithOffset(dataset, array, block, offset, place);
  }

  /** Writes the first {@code count} images to the places in the dataset from {@code at} on. */
  void write(IHDF5ByteWriter writer, int at, int count) {
    block[0] = count;
    offset[0] = at;
    place[0] = 0;
    writer.writeMDArrayBlockWithOffset(dataset, array, block, offset, place);
  }

  @Override
  public void close() {
    dataset.close();
  }
}
