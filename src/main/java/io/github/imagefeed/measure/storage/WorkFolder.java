package io.github.imagefeed.measure.storage;

import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of a run's own, removed with all it holds when the run ends. Removing stores of many
 * files takes a while, so figures are better written before.
 *
 * @param path empty when it is made
 */
public record WorkFolder(Path path) implements AutoCloseable {

  /** Makes one in a folder that is made too if it is not there. */
  public static WorkFolder in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new WorkFolder(Files.createTempDirectory(parent, "storage-"));
  }

  @Override
  public void close() throws IOException {
    Trees.delete(path);
  }
}
