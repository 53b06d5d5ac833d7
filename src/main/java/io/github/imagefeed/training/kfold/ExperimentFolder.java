package io.github.imagefeed.training.kfold;

import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.training.RunFolder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a cross-validation keeps what it leaves: {@code experiment.json}, {@code predictions.csv},
 * and a training run for each fold with its own {@code predictions.csv} and, once it is complete,
 * {@code fold.json}.
 *
 * @param path named by the user
 */
public record ExperimentFolder(Path path) {

  private static final String LOCK = ".lock";

  /** How to repeat the experiment. */
  public Path experiment() {
    return path.resolve("experiment.json");
  }

  /** What was predicted of each image by the network that had not seen it. */
  public Path predictions() {
    return path.resolve("predictions.csv");
  }

  /** The training run of a fold. */
  public RunFolder run(FoldId id) {
    return new RunFolder(path.resolve(id.folder()));
  }

  /** What a fold's process has said, or why it failed. */
  public Path output(FoldId id) {
    return run(id).path().resolve("output.txt");
  }

  /** The predictions of a fold. */
  public Path predictions(FoldId id) {
    return run(id).path().resolve("predictions.csv");
  }

  Path outcomeFile(FoldId id) {
    return run(id).path().resolve("fold.json");
  }

  /** What a fold gave, if it is complete. */
  public Optional<FoldOutcome> outcome(FoldId id) throws IOException {
    return Files.exists(outcomeFile(id))
        ? Optional.of(FoldOutcome.read(outcomeFile(id)))
        : Optional.empty();
  }

  /** Trainings that are not complete, in the order in which they are begun. */
  public List<FoldId> missing(CrossValidation experiment) throws IOException {
    List<FoldId> missing = new ArrayList<>();
    for (FoldId id : experiment.ids()) {
      if (outcome(id).isEmpty()) {
        missing.add(id);
      }
    }
    return missing;
  }

  /** How an experiment begins. */
  public enum Begun {
    /** In a folder of its own. */
    NEW,
    /** Where the same one has been before. */
    GOING_ON,
    /** In place of one that was removed. */
    REPLACING
  }

  /**
   * Keeps other processes from beginning or replacing an experiment here until it is closed, or
   * this process ends; processes that run a fold of it do not ask. Makes the folder.
   *
   * @throws FileAlreadyExistsException if something else is there
   * @throws IOException if another process is at work here
   */
  public Closeable lock() throws IOException {
    requireOurs();
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new IOException(path + ": this program is at work on it already", e);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw new IOException(
          path + ": another process is at work on this cross-validation; wait for it to end");
    }
    return channel;
  }

  /** A process that is killed at once leaves an empty folder, or one of files with a dot. */
  private void requireOurs() throws IOException {
    if (!Files.exists(path) || Files.isRegularFile(experiment())) {
      return;
    }
    if (Files.isDirectory(path) && children().stream().allMatch(ExperimentFolder::isHiddenFile)) {
      return;
    }
    throw new FileAlreadyExistsException(
        path.toString(), null, "exists and is no cross-validation; choose another --name");
  }

  private static boolean isHiddenFile(Path file) {
    return file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
  }

  private List<Path> children() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  /**
   * Makes the folder for an experiment, or goes on with the same one that is there; to be called
   * while {@link #lock} is held.
   *
   * @param overwrite whether another experiment, or the same one where it is complete, may be
   *     removed for it; nothing else ever is
   * @throws FileAlreadyExistsException if something else is there
   */
  public Begun prepare(CrossValidation wanted, boolean overwrite) throws IOException {
    requireOurs();
    Begun begun = Begun.NEW;
    if (Files.isRegularFile(experiment())) {
      boolean same = isSame(wanted, overwrite);
      if (same && !(overwrite && isComplete(wanted))) {
        return Begun.GOING_ON;
      }
      if (!overwrite) {
        throw new FileAlreadyExistsException(
            path.toString(),
            null,
            "holds a cross-validation with other settings, see "
                + experiment()
                + "; choose another --name or give --overwrite");
      }
      clear();
      begun = Begun.REPLACING;
    }
    Files.createDirectories(path);
    ExperimentFile.write(wanted, experiment());
    return begun;
  }

  private boolean isSame(CrossValidation wanted, boolean overwrite) throws IOException {
    try {
      return wanted.equals(ExperimentFile.read(experiment()));
    } catch (StoreException e) {
      if (overwrite) {
        return false; // damaged, and to be replaced: that mends it
      }
      throw e;
    }
  }

  private boolean isComplete(CrossValidation experiment) {
    return experiment.ids().stream().allMatch(id -> Files.exists(outcomeFile(id)));
  }

  /**
   * Removes all but the lock and {@code experiment.json}, which is replaced last. Each is renamed
   * before: half a fold must never look like one that is complete.
   */
  private void clear() throws IOException {
    for (Path child : children()) {
      String name = child.getFileName().toString();
      if (name.equals(LOCK) || child.equals(experiment())) {
        continue;
      }
      Path removed = child;
      if (!name.startsWith(".")) {
        removed = path.resolve(".removed-" + name);
        Trees.delete(removed);
        Files.move(child, removed, StandardCopyOption.ATOMIC_MOVE);
      }
      Trees.delete(removed);
    }
  }
}
