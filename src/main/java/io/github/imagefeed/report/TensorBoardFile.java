package io.github.imagefeed.report;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * An event file with curves for TensorBoard, which shows it while it grows.
 *
 * <p>The file is a sequence of records: length (uint64, little-endian), masked CRC-32C of those
 * eight bytes, data, masked CRC-32C of the data (<a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/lib/io/record_writer.h">
 * record_writer.h</a>, mask in <a
 * href="https://github.com/tensorflow/tensorflow/blob/v2.18.0/tensorflow/core/lib/hash/crc32c.h">
 * crc32c.h</a>). The data of each are one {@code Event} (<a
 * href="https://github.com/tensorflow/tensorboard/blob/2.18.0/tensorboard/compat/proto/event.proto">
 * event.proto</a>, {@code Summary} in summary.proto beside it); the first names the version.
 *
 * <ul>
 *   <li>Wall times are seconds since 1970. Values become float32; NaN and infinities are kept.
 *   <li>Events reach the file at {@link #flush} and {@link #close}, and before where many come.
 *   <li>A file cut by a crash is read up to its last whole record.
 *   <li>Failures name the file. One thread.
 * </ul>
 */
public final class TensorBoardFile implements Closeable {

  /** From this version on a reader drops old events where a session starts, not by guessing. */
  private static final String VERSION = "brain.Event:2";

  private static final Pattern NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{10,18})\\..*");

  /** Fields of {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /** Fields of {@code Summary} and {@code Summary.Value}. */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;

  /** Field of {@code SessionLog}, and the value that stands for a start. */
  private static final int STATUS = 1;

  private static final int START = 1;

  /** A CRC over data that hold CRCs is weak, so the format stores it rotated and shifted. */
  private static final int CRC_MASK = 0xa282ead8;

  private static final int CRC_ROTATION = 15;

  private final Path file;
  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private double wallTime;

  private TensorBoardFile(Path file, OutputStream out, double wallTime) {
    this.file = file;
    this.out = out;
    this.wallTime = wallTime;
  }

  /**
   * Starts a new file {@code events.out.tfevents.SECONDS.HOST.PID}. TensorBoard joins all files of
   * a folder in the order of their names, and a restart in one voids what it has read before it; so
   * where there is a file of that second or, since the clock was set back, of a later one, the name
   * has the next second after it.
   *
   * @param folder made if it is missing
   * @param wallTime when the run, or its continuation, began
   */
  public static TensorBoardFile create(Path folder, double wallTime) throws IOException {
    requireTime(wallTime);
    Files.createDirectories(folder);
    String tail = "." + host() + "." + ProcessHandle.current().pid();
    for (long second = Math.max((long) wallTime, lastSecond(folder) + 1); ; second++) {
      // Ten digits: names must sort by time as text.
      String name = String.format(Locale.ROOT, "events.out.tfevents.%010d%s", second, tail);
      try {
        return begun(folder.resolve(name), wallTime);
      } catch (FileAlreadyExistsException e) {
        // Taken, so on to the next; asking first would let two runs share a file.
      }
    }
  }

  /** The highest in the name of an event file; −1 where there is none. */
  private static long lastSecond(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToLong(name -> Long.parseLong(name.group(1)))
          .max()
          .orElse(-1);
    }
  }

  private static TensorBoardFile begun(Path path, double wallTime) throws IOException {
    OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      TensorBoardFile file = new TensorBoardFile(path, new BufferedOutputStream(out), wallTime);
      file.record(new ProtoMessage().real(WALL_TIME, wallTime).text(FILE_VERSION, VERSION));
      file.flush();
      return file;
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  /** Only tells people where the file is from, so a machine that does not know its name has one. */
  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "_");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  public Path path() {
    return file;
  }

  /**
   * Adds a point to a curve.
   *
   * @param tag name of the curve, such as {@code accuracy/test}; the part before the slash groups
   * @param step position on the x-axis, 0 or more
   */
  public void scalar(String tag, long step, double wallTimeSeconds, double value)
      throws IOException {
    if (tag.isBlank()) {
      throw new IllegalArgumentException("tag is blank, expected the name of a curve");
    }
    requireStep(step);
    requireTime(wallTimeSeconds);
    wallTime = wallTimeSeconds;
    ProtoMessage point = new ProtoMessage().text(TAG, tag).real(SIMPLE_VALUE, (float) value);
    record(
        new ProtoMessage()
            .real(WALL_TIME, wallTimeSeconds)
            .number(STEP, step)
            .message(SUMMARY, new ProtoMessage().message(VALUE, point)));
  }

  /**
   * Says that a run goes on from a checkpoint: TensorBoard drops all points of this step and later
   * ones that it has read so far, in this file and those before it.
   *
   * @param step the first that is written anew, so one more than the checkpoint's
   */
  public void restarted(long step) throws IOException {
    requireStep(step);
    record(
        new ProtoMessage()
            .real(WALL_TIME, wallTime)
            .number(STEP, step)
            .message(SESSION_LOG, new ProtoMessage().number(STATUS, START)));
  }

  private static void requireStep(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step is " + step + ", expected 0 or more");
    }
  }

  private static void requireTime(double seconds) {
    if (!(seconds >= 0 && seconds < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "wall time is " + seconds + ", expected seconds since 1970");
    }
  }

  private void record(ProtoMessage event) throws IOException {
    byte[] data = event.toBytes();
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + data.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(data.length);
    record.putInt(masked(record.array(), Long.BYTES)).put(data).putInt(masked(data, data.length));
    try {
      out.write(record.array());
    } catch (IOException e) {
      throw named(e);
    }
  }

  private int masked(byte[] bytes, int length) {
    crc.reset();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), CRC_ROTATION) + CRC_MASK;
  }

  /** Hands all events so far to the operating system, where TensorBoard finds them. */
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** The exception of a stream knows no file. */
  private IOException named(IOException e) {
    return new IOException("cannot write " + file + ": " + e.getMessage(), e);
  }

  /** Flushes; closing twice does nothing. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw named(e);
    }
  }
}
