package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.png.PngCompression;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How stores are written. */
final class FormatChoice {

  @Option(
      names = "--png-compression",
      paramLabel = "LEVEL",
      description =
          "PNG: ${COMPLETION-CANDIDATES}; none is the largest and reads fastest (default: none).")
  private PngCompression pngCompression = FormatOptions.DEFAULT.pngCompression();

  @Option(
      names = "--lmdb-block",
      paramLabel = "N",
      description = "LMDB: images a value (default: as many as fit 512 KiB, a power of two).")
  private Integer lmdbBlock;

  @Option(
      names = "--hdf5-layout",
      paramLabel = "LAYOUT",
      description =
          "HDF5: ${COMPLETION-CANDIDATES}; contiguous reads fastest, deflate is the smallest and"
              + " slow (default: contiguous).")
  private Hdf5Layout hdf5Layout = FormatOptions.DEFAULT.hdf5Layout();

  @Option(
      names = "--hdf5-chunk",
      paramLabel = "N",
      description =
          "HDF5, chunked or deflate: images a chunk (default: as many as fit 64 KiB, deflate 4"
              + " KiB; at least one).")
  private Integer hdf5Chunk;

  StoreFormat format(String name) {
    return Formats.named(name, options());
  }

  List<StoreFormat> formats(List<String> names) {
    return names.stream().distinct().map(this::format).toList();
  }

  private FormatOptions options() {
    return new FormatOptions(pngCompression, optional(lmdbBlock), hdf5Layout, optional(hdf5Chunk));
  }

  /** A boxed null is what picocli leaves where an option was not given. */
  private static OptionalInt optional(Integer given) {
    return given == null ? OptionalInt.empty() : OptionalInt.of(given);
  }
}
