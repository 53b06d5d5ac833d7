package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/**
 * The pages of one chunk, forward. Goes from header to header, and holds the dictionary and the
 * page that was loaded last.
 */
final class ChunkPages {

  private final Path file;
  private final FileChannel channel;
  private final Chunk chunk;
  private final Leaf leaf;
  private final String where;

  /** What a page may unpack to: it is held twice, beside the image that is made of it. */
  private final long maxPageBytes;

  private Optional<PageValues> dictionary = Optional.empty();
  private Optional<PageHeader> current = Optional.empty();

  /** Where the data of the current page begin, and the header of the one behind it. */
  private long data;

  private long next;

  ChunkPages(Path file, FileChannel channel, Chunk chunk, Leaf leaf, long maxPageBytes) {
    this.file = file;
    this.channel = channel;
    this.chunk = chunk;
    this.leaf = leaf;
    this.maxPageBytes = maxPageBytes;
    this.where =
        file + ": " + leaf.name() + " of rows " + chunk.firstRow() + " to " + (chunk.endRow() - 1);
    this.next = chunk.start();
  }

  /**
   * Goes to the next page of values.
   *
   * @return how many rows it has
   */
  int advance() throws IOException {
    while (true) {
      PageHeader header = header();
      if (header.getType() == PageType.DICTIONARY_PAGE && header.isSetDictionary_page_header()) {
        loadDictionary(header);
      } else if (header.getType() == PageType.DATA_PAGE && header.isSetData_page_header()) {
        return at(header, header.getData_page_header().getNum_values());
      } else if (header.getType() == PageType.DATA_PAGE_V2 && header.isSetData_page_header_v2()) {
        return at(header, header.getData_page_header_v2().getNum_values());
      } // else an index, which a reader may pass over
    }
  }

  private int at(PageHeader header, int rows) throws SourceException {
    if (rows < 0 || rows > chunk.rows()) {
      throw new SourceException(
          where + ": damaged, a page has " + rows + " values, expected 0 to " + chunk.rows());
    }
    current = Optional.of(header);
    return rows;
  }

  private PageHeader header() throws IOException {
    if (next >= chunk.end()) {
      throw new SourceException(where + ": damaged, there are pages for fewer rows");
    }
    Window window = new Window(channel, next, chunk.end());
    PageHeader header;
    try {
      header = Util.readPageHeader(window);
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          where + ": damaged, the header of a page at byte " + next + ": " + e.getMessage(), e);
    }
    data = window.position();
    int size = header.getCompressed_page_size();
    int unpacked = header.getUncompressed_page_size();
    if (size < 0 || size > chunk.end() - data || unpacked < 0) {
      throw new SourceException(
          String.format(
              "%s: damaged, a page at byte %d has %d bytes that unpack to %d, %d bytes are left",
              where, data, size, unpacked, chunk.end() - data));
    }
    if (Math.max(size, unpacked) > maxPageBytes) {
      throw new SourceException(
          String.format(
              "%s: a page at byte %d has %d bytes that unpack to %d, the limit is %d here; a larger"
                  + " heap (java -Xmx) raises it",
              where, data, size, unpacked, maxPageBytes));
    }
    next = data + size;
    return header;
  }

  private byte[] stored(PageHeader header) throws IOException {
    byte[] bytes = Bytes.read(file, channel, data, header.getCompressed_page_size());
    if (header.isSetCrc()) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if ((int) crc.getValue() != header.getCrc()) {
        throw new SourceException(
            String.format(
                "%s: damaged, the page at byte %d has checksum %08x, its bytes give %08x",
                where, data, header.getCrc(), crc.getValue()));
      }
    }
    return bytes;
  }

  private byte[] unpacked(byte[] stored, int from, int length) throws SourceException {
    return Decompressor.unpack(where, chunk.codec(), stored, from, stored.length - from, length);
  }

  private void loadDictionary(PageHeader header) throws IOException {
    DictionaryPageHeader about = header.getDictionary_page_header();
    requireEncoding(about.getEncoding(), Encoding.PLAIN, Encoding.PLAIN_DICTIONARY);
    int values = about.getNum_values();
    if (values < 0 || values > header.getUncompressed_page_size() / Integer.BYTES) {
      throw new SourceException(where + ": damaged, the dictionary has " + values + " entries");
    }
    byte[] stored = stored(header);
    byte[] bytes = unpacked(stored, 0, header.getUncompressed_page_size());
    boolean[] present = new boolean[values];
    Arrays.fill(present, true);
    dictionary = Optional.of(PageValues.plain(where, leaf.type(), bytes, 0, present));
  }

  /** Reads the page that {@link #advance} went to. */
  PageValues load() throws IOException {
    PageHeader header = current.orElseThrow();
    byte[] stored = stored(header);
    return header.isSetData_page_header()
        ? first(header, header.getData_page_header(), stored)
        : second(header, header.getData_page_header_v2(), stored);
  }

  /** Version 1: levels and values are compressed together. */
  private PageValues first(PageHeader header, DataPageHeader about, byte[] stored)
      throws SourceException {
    byte[] bytes = unpacked(stored, 0, header.getUncompressed_page_size());
    int from = 0;
    if (leaf.optional() > 0) {
      requireEncoding(about.getDefinition_level_encoding(), Encoding.RLE);
      int length =
          bytes.length < Integer.BYTES
              ? -1
              : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (length < 0 || length > bytes.length - Integer.BYTES) {
        throw new SourceException(where + ": damaged, a page has " + length + " bytes of levels");
      }
      from = Integer.BYTES + length;
    }
    boolean[] present = present(bytes, Math.min(from, Integer.BYTES), from, about.getNum_values());
    return values(about.getEncoding(), bytes, from, present);
  }

  /** Version 2: levels are not compressed, and values need not be. */
  private PageValues second(PageHeader header, DataPageHeaderV2 about, byte[] stored)
      throws SourceException {
    int levels = about.getDefinition_levels_byte_length();
    if (about.getRepetition_levels_byte_length() != 0
        || levels < 0
        || levels > Math.min(stored.length, header.getUncompressed_page_size())) {
      throw new SourceException(where + ": damaged, a page has " + levels + " bytes of levels");
    }
    int length = header.getUncompressed_page_size() - levels;
    byte[] bytes =
        about.isIs_compressed()
            ? unpacked(stored, levels, length)
            : Arrays.copyOfRange(stored, levels, stored.length);
    boolean[] present = present(stored, 0, levels, about.getNum_values());
    return values(about.getEncoding(), bytes, 0, present);
  }

  private boolean[] present(byte[] bytes, int from, int end, int rows) throws SourceException {
    boolean[] present = new boolean[rows];
    if (leaf.optional() == 0) {
      Arrays.fill(present, true);
      return present;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(leaf.optional());
    Runs levels = new Runs(where, bytes, from, end, bits);
    for (int i = 0; i < rows; i++) {
      present[i] = levels.next() == leaf.optional();
    }
    return present;
  }

  private PageValues values(Encoding encoding, byte[] bytes, int from, boolean[] present)
      throws SourceException {
    requireEncoding(encoding, Encoding.PLAIN, Encoding.PLAIN_DICTIONARY, Encoding.RLE_DICTIONARY);
    if (encoding == Encoding.PLAIN) {
      return PageValues.plain(where, leaf.type(), bytes, from, present);
    }
    if (dictionary.isEmpty()) {
      throw new SourceException(where + ": damaged, a page needs a dictionary and there is none");
    }
    // The first byte is the number of bits; a page of nulls only may lack it.
    int bits = from < bytes.length ? bytes[from] : 0;
    Runs places = new Runs(where, bytes, Math.min(from + 1, bytes.length), bytes.length, bits);
    return dictionary.get().picked(where, places, present);
  }

  private void requireEncoding(Encoding found, Encoding... expected) throws SourceException {
    if (!Arrays.asList(expected).contains(found)) {
      throw new SourceException(
          where
              + ": values are encoded as "
              + found
              + ", expected one of "
              + Arrays.toString(expected));
    }
  }
}
