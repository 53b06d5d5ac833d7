package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import shaded.parquet.org.apache.thrift.protocol.TProtocolUtil;

/**
 * The metadata at the end of a file.
 *
 * @param start where they begin, and pages end at the latest
 */
record Footer(Path file, long start, FileMetaData data) {

  /** So many rows a file are a hundred times what sets of images have. */
  static final int MAX_ROWS = 1 << 24;

  private static final int MAX_BYTES = 1 << 26;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** The length of the metadata and the magic bytes. */
  private static final int TAIL_BYTES = 8;

  static {
    // What the library does not know it passes over by recursion, as deep as the file says.
    TProtocolUtil.setMaxSkipDepth(64);
  }

  static Footer read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < MAGIC.length + TAIL_BYTES || !isMagic(Bytes.read(file, channel, 0, MAGIC.length))) {
      throw new SourceException(
          file + ": is no Parquet file, it does not begin with PAR1; fetch it again?");
    }
    byte[] tail = Bytes.read(file, channel, size - TAIL_BYTES, TAIL_BYTES);
    if (!isMagic(Arrays.copyOfRange(tail, 4, TAIL_BYTES))) {
      throw new SourceException(
          file + ": does not end with PAR1, so it is cut short or encrypted; fetch it again?");
    }
    int length = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
    long start = size - TAIL_BYTES - length;
    if (length < 0 || length > MAX_BYTES || start < MAGIC.length) {
      throw new SourceException(
          file
              + ": its metadata have "
              + Integer.toUnsignedLong(length)
              + " bytes, expected at most "
              + Math.min(MAX_BYTES, size - TAIL_BYTES - MAGIC.length));
    }
    byte[] bytes = Bytes.read(file, channel, start, length);
    try {
      // The limit keeps lists from being longer than the bytes that they are made of.
      FileMetaData data =
          Util.readFileMetaData(new ByteArrayInputStream(bytes), Math.max(1, length));
      return new Footer(file, start, data);
    } catch (IOException | RuntimeException e) {
      throw new SourceException(file + ": its metadata are damaged: " + e.getMessage(), e);
    }
  }

  private static boolean isMagic(byte[] bytes) {
    return Arrays.equals(bytes, MAGIC);
  }

  /** Where the pages of a column lie; groups without rows are left out. */
  List<Chunk> chunks(Leaf leaf, int columns) throws SourceException {
    List<Chunk> chunks = new ArrayList<>();
    long row = 0;
    for (RowGroup group : data.getRow_groups()) {
      long rows = group.getNum_rows();
      if (rows < 0 || row + rows > MAX_ROWS) {
        throw new SourceException(
            file + ": a group has " + rows + " rows, expected 0 to " + MAX_ROWS + " a file");
      }
      if (rows > 0) {
        if (group.getColumns().size() != columns) {
          throw damaged(chunks.size(), group.getColumns().size() + " columns and not " + columns);
        }
        ColumnChunk column = group.getColumns().get(leaf.ordinal());
        chunks.add(chunk(leaf, column, chunks.size(), (int) row, (int) rows));
      }
      row += rows;
    }
    if (row != data.getNum_rows()) {
      throw new SourceException(
          file + ": says that it has " + data.getNum_rows() + " rows, its groups have " + row);
    }
    return chunks;
  }

  private Chunk chunk(Leaf leaf, ColumnChunk column, int group, int firstRow, int rows)
      throws SourceException {
    if (!column.isSetMeta_data() || column.isSetFile_path()) {
      throw new SourceException(
          file
              + ": the values of "
              + leaf.name()
              + " are encrypted or in another file, expected them in this one");
    }
    ColumnMetaData meta = column.getMeta_data();
    long start = meta.getData_page_offset();
    if (meta.isSetDictionary_page_offset() && meta.getDictionary_page_offset() > 0) {
      start = Math.min(start, meta.getDictionary_page_offset());
    }
    long size = meta.getTotal_compressed_size();
    if (start < MAGIC.length || size < 1 || size > this.start - start) {
      throw damaged(
          group,
          leaf.name() + " at bytes " + start + " and " + size + " more, beyond " + this.start);
    }
    if (meta.getType() != leaf.type()
        || !meta.getPath_in_schema().equals(leaf.path())
        || meta.getNum_values() != rows) {
      throw damaged(
          group,
          meta.getNum_values()
              + " values of "
              + meta.getPath_in_schema()
              + ", expected "
              + rows
              + " of "
              + leaf.name());
    }
    return new Chunk(start, start + size, meta.getCodec(), firstRow, rows);
  }

  private SourceException damaged(int group, String found) {
    return new SourceException(file + ": damaged, its group of rows " + group + " has " + found);
  }
}
