package io.github.imagefeed.export;

import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Store to files of others. */
public final class Export {

  /**
   * In a folder that was exported: names alone do not tell it from another's, and what somebody
   * downloaded must not be replaced. Readers of images pass over hidden files.
   */
  private static final String MARK = ".imagefeed-export";

  private static final int MOST_MARK_BYTES = 100;

  private Export() {}

  private static String mark(ExportTarget target) {
    return target.name() + "\n";
  }

  /**
   * Writes all images. They appear under their name when all are there and on the device, or not at
   * all, as a store does; what was there stays until then.
   *
   * @param overwrite whether an earlier export of the same kind is replaced
   * @param progress hears of each image
   * @throws IllegalArgumentException if the images do not fit the target, which may show only when
   *     all were read
   * @throws FileAlreadyExistsException if something is there that may not be replaced
   * @throws io.github.imagefeed.store.StoreException if an image is damaged
   */
  public static void run(
      ExportTarget target,
      ExportImages images,
      Path path,
      boolean overwrite,
      ExportProgress progress)
      throws IOException {
    target.requireFitting(images);
    try (StoreTarget place = StoreTarget.forNew(path, overwrite)) {
      requireReplaceable(target, place.store());
      try {
        target.write(place.unfinished(), images, progress);
        if (Files.isDirectory(place.unfinished())) {
          Files.writeString(place.unfinished().resolve(MARK), mark(target));
        }
        Trees.forceAll(place.unfinished());
        place.complete(overwrite);
      } catch (IOException | RuntimeException e) {
        removeAfter(e, place);
        throw e;
      }
    }
  }

  private static void removeAfter(Exception cause, StoreTarget place) {
    try {
      place.removeUnfinished();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * Checks that nothing is there, or an earlier export of this kind only.
   *
   * @throws FileAlreadyExistsException if there is anything else
   */
  public static void requireReplaceable(ExportTarget target, Path path) throws IOException {
    if (Files.exists(path) && !(isMarked(target, path) && target.isOwn(path))) {
      throw new FileAlreadyExistsException(
          path.toString(),
          null,
          "exists and is not only what an export to "
              + target.name()
              + " writes, so it is not replaced; remove it yourself or choose another name");
    }
  }

  /** Files say themselves what they are, see {@link ExportTarget#isOwn}. */
  private static boolean isMarked(ExportTarget target, Path path) throws IOException {
    Path mark = path.resolve(MARK);
    return Files.isRegularFile(path)
        || (Files.isRegularFile(mark) && Trees.text(mark, MOST_MARK_BYTES).equals(mark(target)));
  }

  /** Whether the path of each file below a folder, with slashes, is one of these. */
  static boolean holdsOnly(Path folder, Pattern names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
            && !name.equals(MARK)
            && !names.matcher(name).matches()) {
          return false;
        }
      }
      return true;
    }
  }
}
