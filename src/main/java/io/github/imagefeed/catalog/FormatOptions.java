package io.github.imagefeed.catalog;

import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import java.util.OptionalInt;

/**
 * Choices that only one format has; the others ignore them.
 *
 * @param pngCompression how PNG files are compressed
 * @param lmdbBlock images a value in LMDB; empty for a size that suits the images
 * @param hdf5Layout how images lie in an HDF5 file
 * @param hdf5Chunk images a chunk in HDF5; empty for a size that suits images and layout
 */
public record FormatOptions(
    PngCompression pngCompression,
    OptionalInt lmdbBlock,
    Hdf5Layout hdf5Layout,
    OptionalInt hdf5Chunk) {

  public static final FormatOptions DEFAULT =
      new FormatOptions(
          PngFormat.DEFAULT_COMPRESSION,
          OptionalInt.empty(),
          Hdf5Format.DEFAULT_LAYOUT,
          OptionalInt.empty());
}
