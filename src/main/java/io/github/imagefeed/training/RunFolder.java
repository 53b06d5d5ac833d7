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
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Where a training run keeps what it leaves: {@code run.json} (how it was started), {@code
 * checkpoints/}, the models {@code best/} and {@code last/}, and the logs that the program adds.
 *
 * @param path named by the user
 */
public record RunFolder(Path path) {

  private static final String SETTINGS = "run.json";
  private static final String LOCK = ".lock";

  /** How the run was started. */
  public Path settings() {
    return path.resolve(SETTINGS);
  }

  Checkpoints checkpoints() {
    return new Checkpoints(path.resolve("checkpoints"));
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
    try (Stream<Path> files = Files.list(path)) {
      return files.allMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  /**
   * Removes what {@link #requireFree} has allowed to be removed, and makes the folder.
   *
   * @throws IOException if another process is training there
   */
  public void clear() throws IOException {
    Closeable lock = lock();
    try (lock;
        Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(f -> !f.getFileName().toString().equals(LOCK)).toList()) {
        Trees.delete(file);
      }
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
