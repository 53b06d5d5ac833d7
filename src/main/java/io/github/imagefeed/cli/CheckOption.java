package io.github.imagefeed.cli;

import io.github.imagefeed.measure.StorePair;
import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether images are compared with their checksums as they are read. */
final class CheckOption {

  static final String NAME = "--check";

  @Option(
      names = NAME,
      description =
          "Compare each image that is read with its checksum, and stop at the first that is"
              + " damaged.")
  private boolean check;

  boolean isGiven() {
    return check;
  }

  /** The store, checked if that was asked for; closing the one given releases all there is. */
  ImageStore on(ImageStore store, Path path) throws IOException {
    return check ? CheckedStore.of(store, path.toString()) : store;
  }

  /** The same for two stores. */
  StorePair on(StorePair pair, Path train, Optional<Path> test) throws IOException {
    Optional<ImageStore> tests =
        pair.test().isPresent()
            ? Optional.of(on(pair.test().get(), test.orElseThrow()))
            : Optional.empty();
    return new StorePair(pair.name(), on(pair.train(), train), tests);
  }
}
