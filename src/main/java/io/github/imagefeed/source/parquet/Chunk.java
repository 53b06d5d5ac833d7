package io.github.imagefeed.source.parquet;

import org.apache.parquet.format.CompressionCodec;

/**
 * The pages of one column in one group of rows.
 *
 * @param start position of the first page in the file
 * @param end position behind the last
 * @param codec how pages are compressed
 * @param firstRow in the file
 * @param rows at least 1
 */
record Chunk(long start, long end, CompressionCodec codec, int firstRow, int rows) {

  int endRow() {
    return firstRow + rows;
  }
}
