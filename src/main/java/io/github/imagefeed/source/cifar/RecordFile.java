package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A batch of the binary versions: records of one or two label bytes, then the three planes. */
final class RecordFile implements BatchFile {

  /** Records read at once when reading ascends: about 200 kB, which stays in the L2 cache. */
  private static final int READ_AHEAD = 64;

  private static final int PIXELS = CifarVersion.SHAPE.bytes();

  private final Path path;
  private final FileChannel channel;
  private final int labelBytes;
  private final int labelPosition;
  private final int size;
  private final ByteBuffer buffer;
  private int bufferStart;
  private int bufferEnd;
  private int last = -1;

  private RecordFile(Path path, FileChannel channel, int labelBytes, int labelPosition, int size) {
    this.path = path;
    this.channel = channel;
    this.labelBytes = labelBytes;
    this.labelPosition = labelPosition;
    this.size = size;
    this.buffer = ByteBuffer.allocateDirect(READ_AHEAD * recordBytes());
  }

  /**
   * Opens a file after checking that it holds whole records.
   *
   * @param labelBytes label bytes before the planes
   * @param labelPosition which of them is the label
   */
  static RecordFile open(Path path, int labelBytes, int labelPosition) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new SourceException(path + " is missing");
    }
    int recordBytes = labelBytes + PIXELS;
    long bytes = Files.size(path);
    if (bytes == 0) {
      throw new SourceException(path + " is empty, expected records of " + recordBytes + " bytes");
    }
    if (bytes % recordBytes != 0) {
      throw new SourceException(
          path + " is truncated: " + bytes + " bytes, expected a multiple of " + recordBytes);
    }
    long records = bytes / recordBytes;
    if (records > BatchedSource.MAX_IMAGES) {
      throw new SourceException(
          path + " holds " + records + " records, expected at most " + BatchedSource.MAX_IMAGES);
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    return new RecordFile(path, channel, labelBytes, labelPosition, (int) records);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int read(int record, byte[] pixels) throws IOException {
    if (record < bufferStart || record >= bufferEnd) {
      // Reading ahead pays only where the next record lies ahead; a jump reads one record.
      boolean ascending = record > last && record - last <= READ_AHEAD;
      fill(record, ascending ? Math.min(READ_AHEAD, size - record) : 1);
    }
    last = record;
    int offset = (record - bufferStart) * recordBytes();
    buffer.get(offset + labelBytes, pixels, 0, PIXELS);
    return Byte.toUnsignedInt(buffer.get(offset + labelPosition));
  }

  private void fill(int record, int count) throws IOException {
    bufferEnd = bufferStart; // Holds nothing if reading fails halfway.
    long position = (long) record * recordBytes();
    buffer.clear().limit(count * recordBytes());
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, position + buffer.position());
      if (n < 0) {
        throw new SourceException(
            String.format(
                "%s, record %d: the file now ends at byte %d, expected %d records as when opened",
                path, record, channel.size(), size));
      }
    }
    bufferStart = record;
    bufferEnd = record + count;
  }

  private int recordBytes() {
    return labelBytes + PIXELS;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
