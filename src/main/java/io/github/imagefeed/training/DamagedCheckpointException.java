package io.github.imagefeed.training;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint that cannot be used, though one before it may be. */
final class DamagedCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(Path file, String problem) {
    super(file + ": damaged checkpoint, " + problem);
  }

  DamagedCheckpointException(Path file, String problem, Exception cause) {
    super(file + ": damaged checkpoint, " + problem, cause);
  }
}
