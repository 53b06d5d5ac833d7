package io.github.imagefeed.measure;

import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One contestant: open stores of training and, if there are any, test images.
 *
 * @param name the format, as it stands in results
 */
public record StorePair(String name, ImageStore train, Optional<ImageStore> test)
    implements AutoCloseable {

  /** Opens one or two stores of a format. */
  public static StorePair open(StoreFormat format, Path train, Optional<Path> test)
      throws IOException {
    return open(format.name(), train, test, format::open);
  }

  /** How a store is opened. */
  public interface Opener {
    ImageStore open(Path path) throws IOException;
  }

  /** Opens one or two stores. */
  public static StorePair open(String name, Path train, Optional<Path> test, Opener opener)
      throws IOException {
    ImageStore opened = opener.open(train);
    try {
      return new StorePair(
          name, opened, test.isPresent() ? Optional.of(opener.open(test.get())) : Optional.empty());
    } catch (IOException | RuntimeException e) {
      try (opened) {
        throw e;
      }
    }
  }

  /** A copy of both in memory, named {@link MetricNames#MEMORY}. */
  public StorePair inMemory() throws IOException {
    return new StorePair(
        MetricNames.MEMORY,
        MemoryStore.copyOf(train),
        test.isPresent() ? Optional.of(MemoryStore.copyOf(test.get())) : Optional.empty());
  }

  @Override
  public void close() throws IOException {
    train.close();
    if (test.isPresent()) {
      test.get().close();
    }
  }
}
