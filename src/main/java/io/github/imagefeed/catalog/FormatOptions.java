package io.github.imagefeed.catalog;

import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFormat;
import java.util.OptionalInt;

/**
 * Choices that only one format has; the others ignore them.
 *
 * @param pngCompression how PNG files are compressed
 * @param lmdbBlock images a value in LMDB; empty for a size that suits the images
 */
public record FormatOptions(PngCompression pngCompression, OptionalInt lmdbBlock) {

  public static final FormatOptions DEFAULT =
      new FormatOptions(PngFormat.DEFAULT_COMPRESSION, OptionalInt.empty());
}
