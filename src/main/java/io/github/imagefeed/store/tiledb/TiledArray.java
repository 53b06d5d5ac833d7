package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.util.List;

/**
 * One dense array of a store: a record of a fixed length for each image, along the first dimension.
 *
 * @param name of the array in its group, and of its folder
 * @param cell type of a cell
 * @param axes the dimensions behind the first, slowest first; a tile spans them
 * @param extent images a tile
 */
record TiledArray(String name, Cell cell, List<Axis> axes, int extent) {

  /** The types of cells, as TileDB names them, little-endian. */
  enum Cell {
    UINT8(1),
    INT32(4),
    UINT32(4);

    private final int bytes;

    Cell(int bytes) {
      this.bytes = bytes;
    }
  }

  /** A dimension from 0 to length - 1. */
  record Axis(String name, int length) {}

  /** The place of {@link #images} in lists of a store's arrays, and of the others. */
  static final int IMAGES = 0;

  static final int LABELS = 1;
  static final int CHECKSUMS = 2;

  /** Tiles of 16 KiB: a store of one image is not large, one of a million has 250 of them. */
  private static final int INTEGERS_EXTENT = 4096;

  TiledArray {
    axes = List.copyOf(axes);
    if (extent < 1) {
      throw new IllegalArgumentException("tile extent is " + extent + ", expected at least 1");
    }
  }

  /** The arrays of a store, in the order in which they are written. */
  static List<TiledArray> of(ImageShape shape) {
    return List.of(
        images(shape), integers("labels", Cell.INT32), integers("checksums", Cell.UINT32));
  }

  private static TiledArray images(ImageShape shape) {
    Axis height = new Axis("height", shape.height());
    Axis width = new Axis("width", shape.width());
    Axis channel = new Axis("channel", shape.channels());
    List<Axis> axes =
        shape.layout() == Layout.CHW
            ? List.of(channel, height, width)
            : List.of(height, width, channel);
    return new TiledArray("images", Cell.UINT8, axes, extent(shape.bytes()));
  }

  /**
   * As many as fill one chunk of the library's files: whoever reads one image through the library
   * gets a whole tile from the disk, and a shorter tile costs more than its images where all are
   * read.
   */
  private static int extent(int imageBytes) {
    return Math.max(1, Math.min(INTEGERS_EXTENT, TileFile.CHUNK_BYTES / imageBytes));
  }

  private static TiledArray integers(String name, Cell cell) {
    return new TiledArray(name, cell, List.of(), INTEGERS_EXTENT);
  }

  int recordBytes() {
    int bytes = cell.bytes;
    for (Axis axis : axes) {
      bytes = Math.multiplyExact(bytes, axis.length());
    }
    return bytes;
  }

  TileFile file() {
    return new TileFile(recordBytes(), extent);
  }
}
