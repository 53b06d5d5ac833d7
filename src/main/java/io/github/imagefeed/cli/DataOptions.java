package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.catalog.SourceOptions;
import io.github.imagefeed.catalog.Sources;
import io.github.imagefeed.convert.StoreSource;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.cifar.Cifar100Labels;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where images come from, the same for every command that takes some. */
final class DataOptions {

  private static final Path DATA_FOLDER = Path.of("data");

  /** For {@code --size}. */
  static final class SizeConverter implements ITypeConverter<ImageSize> {
    @Override
    public ImageSize convert(String value) {
      try {
        return ImageSize.parse(value);
      } catch (IllegalArgumentException e) {
        throw new picocli.CommandLine.TypeConversionException(e.getMessage());
      }
    }
  }

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = SizeConverter.class,
      description =
          "Height x width in pixels: images of a folder are resized until they cover it, then"
              + " cropped to their centre; synthetic ones are drawn in it (default 32x32).")
  private Optional<ImageSize> size = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "50000",
      description =
          "Number of synthetic training images; a fifth of it for testing (default:"
              + " ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--cifar-url",
      paramLabel = "URL",
      description = "A mirror of cifar-10-binary.tar.gz to download from.")
  private Optional<URI> cifarUrl = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "At most that many images, taken at even distances, and a fifth of it for testing"
              + " (default: all).")
  private Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of synthetic images, order, initial parameters and dropout (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private ForeignOptions foreign;

  ForeignOptions foreign() {
    return foreign;
  }

  long seed() {
    return seed;
  }

  /** The limit, or no limit. */
  int limit() {
    if (limit == null) {
      return Integer.MAX_VALUE;
    }
    if (limit < 1) {
      throw new IllegalArgumentException("--limit is " + limit + ", expected at least 1");
    }
    return limit;
  }

  private Cifar100Labels cifar100Labels() {
    String given = foreign.labels().orElse(Cifar100Labels.FINE.toString());
    return Arrays.stream(Cifar100Labels.values())
        .filter(kind -> kind.toString().equalsIgnoreCase(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--labels is '"
                        + given
                        + "', expected fine or coarse, of CIFAR-100; a dataset or a CSV file goes"
                        + " with HDF5 and LMDB of other programs"));
  }

  /** Words that name no path are not taken for one. */
  private static boolean isStore(String data) {
    return !Sources.isWord(data) && Formats.isStore(Path.of(data));
  }

  /** Opens what {@code --data} names; of a store of ours, each image is checked as it is read. */
  ImageSource open(String data, Terminal terminal) throws IOException {
    if (isStore(data)) {
      if (size.isPresent()) {
        throw new IllegalArgumentException(
            "--size is for image folders, shards and synthetic images; those of "
                + data
                + " keep their size");
      }
      ImageStore store = foreign.open(Path.of(data));
      boolean ours = store.manifest().contentDigest().isPresent();
      return new StoreSource(ours ? CheckedStore.of(store, data) : store);
    }
    foreign.requireOnlyLabels(data);
    SourceOptions options =
        new SourceOptions(DATA_FOLDER, size, cifar100Labels(), count, seed, cifarUrl);
    return Sources.open(data, options, terminal);
  }
}
