package io.github.imagefeed.training;

import io.github.imagefeed.store.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a training run keeps what it leaves: {@code run.json} (how it was started), {@code
 * checkpoints/}, the models {@code best/} and {@code last/}, and the logs that the program adds.
 *
 * @param path named by the user
 */
public record RunFolder(Path path) {

  private static final String SETTINGS = "run.json";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String LOCK = ".lock";
  private static final String REMOVED = ".removed-";

  /** How the run was started. */
  public Path settings() {
    return path.resolve(SETTINGS);
  }

  Checkpoints checkpoints() {
    return new Checkpoints(path.resolve(CHECKPOINTS));
  }

  /** The model of the highest test accuracy; only where there are test images. */
  public Path best() {
    return path.resolve("best");
  }

  /** The model after the last epoch that is over. */
  public Path last() {
    return path.resolve("last");
  }

  /** Whether a run was begun here. */
  public boolean isRun() {
    return Files.isRegularFile(settings());
  }

  /**
   * Says before any work whether a new run may be put here.
   *
   * @param overwrite whether an earlier run or model may be removed for it; nothing else ever is
   */
  public void requireFree(boolean overwrite) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    if (isUnbegun()) {
      return;
    }
    if (!isRun() && !Files.isRegularFile(path.resolve(ModelCard.FILE))) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "exists and is no training run; choose another name");
    }
    if (!overwrite) {
      throw new FileAlreadyExistsException(
          path.toString(),
          null,
          "exists already; go on with it (--resume), choose another --name or give --overwrite");
    }
  }

  /** Whether a process was killed before it could begin: nothing is there but hidden files. */
  private boolean isUnbegun() throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    return children(file -> !isHidden(file)).isEmpty();
  }

  /**
   * Removes what {@link #requireFree} has allowed to be removed, and makes the folder. Each thing
   * gets a hidden name before: half a model or half the checkpoints must not be found by those who
   * come after a kill. What tells that a run is here goes last, or nobody could replace the rest.
   *
   * @throws IOException if another process is training there
   */
  public void clear() throws IOException {
    Closeable lock = lock();
    try (lock) {
      List<Path> visible = children(file -> !isHidden(file));
      visible.sort(Comparator.comparing(RunFolder::turn));
      for (Path file : visible) {
        Path removed = path.resolve(REMOVED + file.getFileName());
        Trees.delete(removed);
        Files.move(file, removed, StandardCopyOption.ATOMIC_MOVE);
      }
      for (Path file : children(f -> !f.getFileName().toString().equals(LOCK))) {
        Trees.delete(file);
      }
    }
  }

  /** Without checkpoints a run that is gone on with begins anew, so that they go first. */
  private static int turn(Path file) {
    return switch (file.getFileName().toString()) {
      case CHECKPOINTS -> 0;
      case SETTINGS, ModelCard.FILE -> 2;
      default -> 1;
    };
  }

  /**
   * Puts right what a killed process has left; to be called while {@link #lock} is held.
   *
   * @throws IOException if a model cannot be put back
   */
  void recover() throws IOException {
    ModelCard.recover(best());
    ModelCard.recover(last());
    checkpoints().recover();
    for (Path file : children(f -> f.getFileName().toString().startsWith(REMOVED))) {
      Trees.delete(file);
    }
  }

  private static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  private List<Path> children(Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(which).collect(Collectors.toCollection(ArrayList::new));
    }
  }

  /**
   * Keeps other processes out of the run until it is closed, or this process ends.
   *
   * @throws IOException if another one is at work here
   */
  Closeable lock() throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException(path + ": this program is training there already", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException(path + ": another process is training there; wait for it to end");
  }
}
