package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.StoreFormat;
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

  StoreFormat format(String name) {
    return Formats.named(name, options());
  }

  List<StoreFormat> formats(List<String> names) {
    return names.stream().distinct().map(this::format).toList();
  }

  private FormatOptions options() {
    OptionalInt block = lmdbBlock == null ? OptionalInt.empty() : OptionalInt.of(lmdbBlock);
    return new FormatOptions(pngCompression, block);
  }
}
