package io.github.imagefeed.catalog;

import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.cifar.Cifar100Labels;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may say about images besides where they are.
 *
 * @param dataFolder where {@code auto} looks and downloads to
 * @param size images of folders are resized to it, synthetic ones drawn in it
 * @param labels which labels CIFAR-100 gives
 * @param count synthetic training images; a fifth of it for testing
 * @param seed of synthetic images
 * @param cifarArchive a mirror of the official CIFAR-10 archive
 */
public record SourceOptions(
    Path dataFolder,
    Optional<ImageSize> size,
    Cifar100Labels labels,
    int count,
    long seed,
    Optional<URI> cifarArchive) {

  public SourceOptions {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + ", expected at least 1");
    }
  }
}
