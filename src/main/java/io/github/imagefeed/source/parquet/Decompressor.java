package io.github.imagefeed.source.parquet;

import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import io.github.imagefeed.source.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/** Unpacks pages. */
final class Decompressor {

  private Decompressor() {}

  /**
   * Unpacks a part of an array.
   *
   * @param where for messages
   * @param unpacked bytes that must come of it; the caller has limited them
   */
  static byte[] unpack(
      String where, CompressionCodec codec, byte[] bytes, int from, int length, int unpacked)
      throws SourceException {
    if (unpacked == 0) {
      return new byte[0];
    }
    byte[] out = new byte[unpacked];
    int count;
    try {
      count =
          switch (codec) {
            case UNCOMPRESSED -> copy(bytes, from, length, out);
            case SNAPPY ->
                new SnappyDecompressor().decompress(bytes, from, length, out, 0, unpacked);
            case ZSTD -> new ZstdDecompressor().decompress(bytes, from, length, out, 0, unpacked);
            case LZ4_RAW -> new Lz4Decompressor().decompress(bytes, from, length, out, 0, unpacked);
            case GZIP -> gunzip(bytes, from, length, out);
            case LZO, BROTLI, LZ4 ->
                throw new SourceException(
                    where
                        + ": is compressed by "
                        + codec
                        + ", expected SNAPPY, GZIP, ZSTD, LZ4_RAW or nothing");
          };
    } catch (SourceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SourceException(
          where + ": is no " + codec + " data of " + unpacked + " bytes: " + e.getMessage(), e);
    }
    if (count != unpacked) {
      throw new SourceException(
          where + ": unpacks to " + count + " bytes, expected " + unpacked + " by " + codec);
    }
    return out;
  }

  private static int copy(byte[] bytes, int from, int length, byte[] out) {
    System.arraycopy(bytes, from, out, 0, Math.min(length, out.length));
    return length;
  }

  private static int gunzip(byte[] bytes, int from, int length, byte[] out) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, from, length))) {
      int count = in.readNBytes(out, 0, out.length);
      return in.read() < 0 ? count : count + 1; // more than was said, however much
    }
  }
}
