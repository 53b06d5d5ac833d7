package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A store {@code NAME} and the names beside it that its writers use. One writer has them all, by
 * the lock that {@link StoreTarget} takes, so none of them says whose it is.
 *
 * @param store an absolute path in which nothing is a link, as two names of one store would have
 *     two locks; nothing need exist there
 */
public record StoreNames(Path store) {

  private static final String UNFINISHED = ".unfinished";
  private static final String PLAN = ".plan";
  private static final String SPOOL = ".spool";
  private static final String REPLACED = ".replaced";
  private static final String REMOVED = ".removed";
  private static final String LOCK = ".changing";

  /** What the system follows, too. */
  private static final int MOST_LINKS = 40;

  public StoreNames {
    if (!store.isAbsolute() || store.getFileName() == null) {
      throw new IllegalArgumentException(store + " cannot be a store, expected a file name");
    }
  }

  /**
   * The names around what a path leads to, be it there or not.
   *
   * @throws IllegalArgumentException if the path is the root of a file system
   */
  public static StoreNames of(Path path) throws IOException {
    Path absolute = withoutLinks(path.toAbsolutePath());
    Path parent = absolute.getParent();
    return new StoreNames(
        parent != null && Files.exists(parent) // as it is spelt, where the case does not matter
            ? parent.toRealPath().resolve(absolute.getFileName())
            : absolute);
  }

  /**
   * Name by name from the root, as the system goes: only so it is known which folder a link is
   * relative to, and which one is above it.
   */
  private static Path withoutLinks(Path path) throws IOException {
    Path at = path.getRoot();
    Deque<Path> names = new ArrayDeque<>();
    path.forEach(names::add);
    int links = 0;
    while (!names.isEmpty()) {
      Path next = at.resolve(names.remove()).normalize(); // of one name, after what is no link
      if (!Files.isSymbolicLink(next)) {
        at = next;
        continue;
      }
      if (++links > MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      Path target = at.resolve(Files.readSymbolicLink(next));
      at = target.getRoot();
      List<Path> before = new ArrayList<>();
      target.forEach(before::add);
      before.addAll(names);
      names = new ArrayDeque<>(before);
    }
    return at;
  }

  /** Whether a path is what one of these names means that is no store, or is not one any more. */
  public static boolean isUnfinished(Path path) {
    return endsWithAny(path, List.of(UNFINISHED, PLAN, SPOOL, REMOVED));
  }

  /** Whether a path has any of these names. */
  static boolean isReserved(Path path) {
    return isUnfinished(path) || endsWithAny(path, List.of(REPLACED, LOCK));
  }

  private static boolean endsWithAny(Path path, List<String> ends) {
    if (path.getFileName() == null) {
      return false;
    }
    String name = path.getFileName().toString();
    return name.startsWith(".")
        && ends.stream().anyMatch(end -> name.endsWith(end) && name.length() > end.length() + 1);
  }

  /** The new store, until it is complete, or the longer copy of one that grows. */
  public Path unfinished() {
    return beside(UNFINISHED);
  }

  /** A file that says what {@link #unfinished} is to become. */
  Path plan() {
    return beside(PLAN);
  }

  /** A temporary store of the images that the new one will be written from. */
  public Path spool() {
    return beside(SPOOL);
  }

  /** The old store, whole, while the new one takes its name. */
  public Path replaced() {
    return beside(REPLACED);
  }

  /** An old store that is being deleted; another name, as it is not whole any more. */
  Path removed() {
    return beside(REMOVED);
  }

  public Path lock() {
    return beside(LOCK);
  }

  private Path beside(String end) {
    return store.resolveSibling("." + store.getFileName() + end);
  }
}
