package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The place of a store, in the hands of the one writer that has its lock, from before it writes its
 * first byte until all is done. A second writer, of this process or another, is refused at once,
 * whether there is a store yet or not. Where a link leads to the store it is the store that counts:
 * it is replaced, and the link stays.
 *
 * <p>Who gets the lock first puts right what a killed writer has left, see {@link StoreWriter}. One
 * thread at a time.
 */
public final class StoreTarget implements Closeable {

  /** Where {@link #complete} is; for tests, which kill it there. */
  enum Step {
    /** The new store is complete under its temporary name. */
    WRITTEN,
    /** The old store is out of the way, and the new one not yet in its place. */
    ASIDE,
    /** The new store has its name, and the old one is still there under another. */
    IN_PLACE
  }

  /** Told after each step. */
  @FunctionalInterface
  interface Observer {
    void after(Step step);
  }

  private final StoreNames names;
  private final StoreLock lock;

  private StoreTarget(StoreNames names) throws IOException {
    this.names = names;
    this.lock = StoreLock.of(names);
  }

  /**
   * Takes the place of a new store; its folder is made if it is missing.
   *
   * @param overwrite whether a store that is there will be replaced (at the end) or is refused
   * @throws FileAlreadyExistsException if something is there and may not be replaced
   * @throws IOException if another program or thread is writing or changing it
   */
  public static StoreTarget forNew(Path path, boolean overwrite) throws IOException {
    return forNew(path, overwrite, false);
  }

  /**
   * The same, with what an interrupted writer has left of the new store.
   *
   * @param overwrite as in {@link #forNew}
   */
  static StoreTarget toGoOn(Path path, boolean overwrite) throws IOException {
    return forNew(path, overwrite, true);
  }

  private static StoreTarget forNew(Path path, boolean overwrite, boolean goOn) throws IOException {
    Trees.createFolders(StoreNames.of(path).store().getParent());
    StoreTarget target = new StoreTarget(StoreNames.of(path));
    try {
      target.putBack();
      if (Files.exists(target.store()) && !overwrite) {
        throw new FileAlreadyExistsException( // before anything goes that --resume could use
            path.toString(),
            null,
            "exists already; choose another name or replace it (--overwrite)");
      }
      target.removeLeftovers(!goOn);
      return target;
    } catch (IOException | RuntimeException e) {
      try (target) {
        throw e; // a failure to unlock is added to it
      }
    }
  }

  /**
   * Takes a store that is there, to change it.
   *
   * @throws NoSuchFileException if there is none
   * @throws StoreException if the path is a name that only writers use
   * @throws IOException if another program or thread is writing or changing it
   */
  static StoreTarget forChange(Path path) throws IOException {
    if (StoreNames.isReserved(path)) {
      throw new StoreException(path + ": unfinished, it cannot be changed; write it again");
    }
    StoreNames names = StoreNames.of(path);
    if (!Files.exists(names.store()) && !Files.exists(names.replaced())) {
      throw new NoSuchFileException(path.toString(), null, "no such store");
    }
    StoreTarget target = new StoreTarget(names);
    try {
      target.putBack();
      target.removeLeftovers(true);
      return target;
    } catch (IOException | RuntimeException e) {
      try (target) {
        throw e;
      }
    }
  }

  /**
   * Puts a store back that a killed writer was replacing, if there is one; for those who look at a
   * store before they write to it.
   *
   * @throws IOException if another program or thread is writing or changing it
   */
  public static void recover(Path path) throws IOException {
    StoreNames names = StoreNames.of(path);
    if (!Files.exists(names.store()) && Files.exists(names.replaced())) {
      try (StoreTarget target = new StoreTarget(names)) {
        target.putBack();
      }
    }
  }

  /** As long as the new store does not have its name, the old one is the store. */
  private void putBack() throws IOException {
    if (Files.exists(names.replaced(), LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(store())) {
        remove(names.replaced());
      } else {
        Files.move(names.replaced(), store());
        Trees.force(store().getParent());
      }
    }
  }

  /** Deletes the new store as far as it is written; the plan first, without which it is useless. */
  public void removeUnfinished() throws IOException {
    Files.deleteIfExists(names.plan());
    Trees.delete(names.unfinished());
  }

  /** What killed writers have left, without the new store itself where that is gone on with. */
  private void removeLeftovers(boolean unfinished) throws IOException {
    if (unfinished) {
      removeUnfinished();
    }
    Trees.delete(names.spool());
    Trees.delete(names.removed());
  }

  /** The store itself: absolute, without links. */
  public Path store() {
    return names.store();
  }

  /** Where the new store is written; nothing is there at first. */
  public Path unfinished() {
    return names.unfinished();
  }

  /** Says what is being written there. */
  Path plan() {
    return names.plan();
  }

  /** Where images may be kept that the new store is written from; nothing is there at first. */
  public Path spool() {
    return names.spool();
  }

  /**
   * Gives what is written, and complete and forced, its name, and forces that. It may be something
   * else than a store: what is exported is put in its place in the same way.
   *
   * @param overwrite whether an old one is replaced
   * @throws FileAlreadyExistsException if one has appeared that may not be; the old one stays
   */
  public void complete(boolean overwrite) throws IOException {
    complete(overwrite, step -> {});
  }

  /**
   * The same, watched.
   *
   * @param overwrite whether an old one is replaced
   * @throws FileAlreadyExistsException if one has appeared that may not be; the old one stays
   */
  void complete(boolean overwrite, Observer observer) throws IOException {
    observer.after(Step.WRITTEN);
    if (!overwrite || !Files.exists(store())) {
      Files.move(unfinished(), store());
    } else if (Files.isRegularFile(store()) && Files.isRegularFile(unfinished())) {
      Files.move(unfinished(), store(), StandardCopyOption.ATOMIC_MOVE);
    } else {
      replaceInTwoSteps(observer);
    }
    observer.after(Step.IN_PLACE);
    Trees.force(store().getParent()); // the old one must not go before the new one has come
    remove(names.replaced());
    Files.deleteIfExists(names.plan());
  }

  /** A folder cannot be replaced in one step, so the old store steps aside first. */
  private void replaceInTwoSteps(Observer observer) throws IOException {
    Files.move(store(), names.replaced());
    observer.after(Step.ASIDE);
    try {
      Files.move(unfinished(), store());
    } catch (IOException e) {
      try {
        Files.move(names.replaced(), store());
      } catch (IOException another) {
        e.addSuppressed(another);
      }
      throw e;
    }
  }

  /** Under a name that nobody takes for a whole store. */
  private void remove(Path old) throws IOException {
    if (Files.exists(old, LinkOption.NOFOLLOW_LINKS)) {
      Trees.delete(names.removed());
      Files.move(old, names.removed());
      Trees.delete(names.removed());
    }
  }

  /** Gives the place to others; may be called again. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
