package io.github.imagefeed.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run: the last two, so that one is left where the newest turns out to be
 * damaged. One thread at a time.
 *
 * @param folder made when needed
 */
record Checkpoints(Path folder) {

  private static final int KEPT = 2;
  private static final Pattern NAME = Pattern.compile("epoch-\\d{5}-batch-\\d{7}\\.checkpoint");

  /**
   * What was found.
   *
   * @param file where it is
   * @param damaged why newer ones were passed over, each with its file
   */
  record Found(Checkpoint checkpoint, Path file, List<String> damaged) {}

  /** Writes one, then removes those that are too many; returns the bytes written. */
  long write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(folder);
    EpochSoFar at = checkpoint.soFar();
    Path file =
        folder.resolve(
            String.format(
                Locale.ROOT, "epoch-%05d-batch-%07d.checkpoint", at.epoch(), at.batches()));
    checkpoint.write(file);
    long bytes = Files.size(file);
    removeTooMany();
    return bytes;
  }

  /** Removes what a killed process has left of one; only for the one that may write here. */
  void recover() throws IOException {
    Files.deleteIfExists(folder.resolve(Checkpoint.UNFINISHED));
  }

  private void removeTooMany() throws IOException {
    List<Path> all = newestFirst();
    for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
      Files.delete(old);
    }
  }

  /**
   * The newest that is whole; empty if there is none of any kind. Damaged ones before it are set
   * aside, as {@code NAME.damaged}.
   *
   * @throws IOException if all are damaged; the message names each
   */
  Optional<Found> newest() throws IOException {
    List<String> damaged = new ArrayList<>();
    List<Path> passedOver = new ArrayList<>();
    for (Path file : newestFirst()) {
      try {
        Checkpoint whole = Checkpoint.read(file);
        for (Path useless : passedOver) { // or they would count among those that are kept
          Files.move(
              useless,
              useless.resolveSibling(useless.getFileName() + ".damaged"),
              StandardCopyOption.REPLACE_EXISTING);
        }
        removeTooMany(); // of a process that was killed before it could
        return Optional.of(new Found(whole, file, damaged));
      } catch (DamagedCheckpointException e) {
        damaged.add(e.getMessage());
        passedOver.add(file);
      }
    }
    if (!damaged.isEmpty()) {
      throw new IOException(
          "no checkpoint to go on from is left, train anew: " + String.join("; ", damaged));
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing(Path::getFileName).reversed())
          .toList();
    }
  }
}
