package io.github.imagefeed.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/**
 * A recording of the JDK's Flight Recorder while this is open: the JDK's default settings and this
 * program's events, which begin with {@code imagefeed.}. Look at the file with {@code jfr summary},
 * {@code jfr print --events imagefeed.TrainStep}, or JDK Mission Control.
 */
public final class FlightRecording implements AutoCloseable {

  private static final String SETTINGS = "default";

  private final Path file;
  private final Recording recording;

  private FlightRecording(Path file, Recording recording) {
    this.file = file;
    this.recording = recording;
  }

  /**
   * Says before any work whether this Java runtime can record.
   *
   * @throws IllegalArgumentException if not
   */
  public static void requirePossible() {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty() || !FlightRecorder.isAvailable()) {
      throw new IllegalArgumentException(
          "--jfr needs the Flight Recorder (module jdk.jfr), which the Java runtime in "
              + System.getProperty("java.home")
              + " does not have; use a full JDK");
    }
  }

  /**
   * Begins to record. The file is made now, so that a long run does not fail at its end, and filled
   * by {@link #close}, or when the program is ended before that, by Ctrl-C too.
   *
   * @param file its folder is made where it is missing
   * @throws java.nio.file.FileAlreadyExistsException if the file exists
   * @throws IllegalArgumentException if this Java runtime cannot record
   */
  public static FlightRecording start(Path file) throws IOException {
    requirePossible();
    Path absolute = file.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Files.createFile(absolute);
    Recording recording = null;
    boolean begun = false;
    try {
      recording = new Recording(Configuration.getConfiguration(SETTINGS));
      recording.setName("imagefeed");
      recording.setToDisk(true);
      // Who stops a long training by Ctrl-C wants to see what it did.
      recording.setDestination(absolute);
      recording.setDumpOnExit(true);
      recording.start();
      begun = true;
      return new FlightRecording(absolute, recording);
    } catch (ParseException e) {
      throw new IOException("the Flight Recorder's settings '" + SETTINGS + "' are damaged", e);
    } finally {
      if (!begun) { // whatever the reason, also an error of the recorder itself
        if (recording != null) {
          recording.close();
        }
        Files.deleteIfExists(absolute);
      }
    }
  }

  /**
   * Ends the recording and writes the file.
   *
   * @throws IOException if it cannot be written; the recording is lost then
   */
  @Override
  public void close() throws IOException {
    try (recording) {
      // With a destination, stop() would write by itself, and only log what goes wrong.
      recording.setDestination(null);
      recording.stop();
      recording.dump(file);
    }
  }
}
