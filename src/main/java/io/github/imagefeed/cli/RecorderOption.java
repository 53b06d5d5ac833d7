package io.github.imagefeed.cli;

import io.github.imagefeed.measure.FlightRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether the JDK's Flight Recorder looks on. */
final class RecorderOption {

  @Option(
      names = "--jfr",
      paramLabel = "FILE",
      description =
          "Record with the JDK's Flight Recorder, so that loading, steps, garbage collection and I/O"
              + " lie on one timeline; look at it with 'jfr summary FILE' or Mission Control.")
  private Optional<Path> file = Optional.empty();

  /** What a command does. */
  interface Work {
    int run() throws IOException;
  }

  /** Does it, recorded if that was asked for. */
  int during(Work work) throws IOException {
    if (file.isEmpty()) {
      return work.run();
    }
    FlightRecording recording = FlightRecording.start(file.get());
    try (recording) {
      return work.run();
    }
  }
}
