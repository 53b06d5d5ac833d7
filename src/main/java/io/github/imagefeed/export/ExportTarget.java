package io.github.imagefeed.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A kind of files that other programs read. Thread-safe: keeps nothing between calls. */
public interface ExportTarget {

  /** What users call it. */
  String name();

  /** What is written, in a few words. */
  String description();

  /**
   * How the result is read, in one line.
   *
   * @param tests whether test images were written, too
   */
  String reading(boolean tests);

  /**
   * Checks before a byte is written.
   *
   * @throws IllegalArgumentException if these images cannot be kept in such files, or would be read
   *     as others; the message says what does not fit
   */
  void requireFitting(ExportImages images);

  /**
   * Writes a file or folder where nothing exists; {@link Export} forces it to the device.
   *
   * @param images that fit
   * @param progress hears of each image
   * @throws IllegalArgumentException if their labels, which only reading them shows, do not fit;
   *     the message says why
   * @throws io.github.imagefeed.store.StoreException if an image is damaged
   */
  void write(Path path, ExportImages images, ExportProgress progress) throws IOException;

  /**
   * What readers of the result take otherwise than the store has it, in one line.
   *
   * @param path where the images were written
   */
  default Optional<String> notice(Path path, ExportImages images) {
    return Optional.empty();
  }

  /**
   * Whether all that lies there is what {@link #write} writes, so that nothing else is lost where
   * it is replaced. Of a folder told by the names in it: {@link Export} marks those it has made.
   */
  boolean isOwn(Path path) throws IOException;
}
