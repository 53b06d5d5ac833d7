package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Values of one column by row. Forward, each page is read once; what lies before the current page
 * is reached by going through its group of rows again, over the headers of its pages. Not
 * thread-safe.
 */
final class ColumnCursor implements Closeable {

  private final Path file;
  private final Leaf leaf;
  private final List<Chunk> chunks;
  private final FileChannel channel;
  private final long maxPageBytes;

  /** Index of the chunk that {@link #pages} are of. */
  private int group = -1;

  private Optional<ChunkPages> pages = Optional.empty();
  private Optional<PageValues> values = Optional.empty();

  /** First row of the current page, and of the next. */
  private int pageStart;

  private int pageEnd;

  ColumnCursor(Path file, Leaf leaf, List<Chunk> chunks) throws IOException {
    this.file = file;
    this.leaf = leaf;
    this.chunks = chunks;
    this.maxPageBytes = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 4);
    this.channel = FileChannel.open(file);
  }

  /**
   * The bytes of a row.
   *
   * @param row below the number of rows of the file
   * @throws SourceException if it is null or damaged
   */
  byte[] bytes(int row) throws IOException {
    return page(row).bytes(row - pageStart);
  }

  /** The number of a row, as {@link #bytes} does it. */
  long number(int row) throws IOException {
    return page(row).number(row - pageStart);
  }

  private PageValues page(int row) throws IOException {
    int at = chunkOf(row);
    Chunk chunk = chunks.get(at);
    if (at != group || row < pageStart) {
      group = at;
      pages = Optional.of(new ChunkPages(file, channel, chunk, leaf, maxPageBytes));
      values = Optional.empty();
      pageStart = chunk.firstRow();
      pageEnd = pageStart;
    }
    while (row >= pageEnd) {
      values = Optional.empty(); // before the next is made
      pageStart = pageEnd;
      pageEnd += pages.orElseThrow().advance();
      if (pageEnd > chunk.endRow()) {
        throw new SourceException(
            file + ": damaged, the pages of " + leaf.name() + " have more rows than their group");
      }
    }
    if (values.isEmpty()) {
      values = Optional.of(pages.orElseThrow().load());
    }
    PageValues page = values.get();
    if (page.isNull(row - pageStart)) {
      throw new SourceException(
          file + ", row " + row + ": " + leaf.name() + " is null, expected a value in every row");
    }
    return page;
  }

  private int chunkOf(int row) {
    if (group >= 0 && row >= chunks.get(group).firstRow() && row < chunks.get(group).endRow()) {
      return group;
    }
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).firstRow() <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
