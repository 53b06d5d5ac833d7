package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.Schema;

/**
 * What the metadata of a file say, checked: a store of ours, whole, and of a version that is read.
 *
 * @param manifest the manifest
 * @param batches where the data lie
 */
record ArrowContents(StoreManifest manifest, BatchTable batches) {

  /** Behind the footer: its length, and the mark. */
  private static final int TAIL_BYTES = Integer.BYTES + ArrowPlan.MAGIC_BYTES;

  /**
   * Reads the metadata.
   *
   * @param path of the channel, for messages
   * @throws StoreException if the file is no finished store of ours or is damaged
   */
  static ArrowContents read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (!startsWithMagic(channel)) {
      throw new StoreException(
          path
              + ": unfinished store, or not an Arrow file: no ARROW1 at the start of its "
              + size
              + " bytes; write it again");
    }
    try {
      return new Parser(path, channel, size).parse();
    } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
      // FlatBuffers are followed wherever they point to, and nothing checks that but the buffer.
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new StoreException(
          path + ": cut or damaged Arrow metadata, the file has " + size + " bytes" + reason, e);
    }
  }

  /** Whether the file starts as every Arrow file does; false for shorter files. */
  static boolean startsWithMagic(FileChannel channel) throws IOException {
    byte[] start = new byte[ArrowPlan.MAGIC.length];
    return fill(channel, ByteBuffer.wrap(start), 0) && Arrays.equals(start, ArrowPlan.MAGIC);
  }

  /** False if the file ends before. */
  private static boolean fill(FileChannel channel, ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /** One pass over one open file. */
  private record Parser(Path path, FileChannel channel, long size) {

    ArrowContents parse() throws IOException {
      Footer footer = footer();
      if (footer.version() != MetadataVersion.V5 && footer.version() != MetadataVersion.V4) {
        throw damaged("Arrow metadata version " + footer.version() + ", expected V4 or V5");
      }
      Schema schema = footer.schema();
      if (schema == null || schema.endianness() != Endianness.Little) {
        throw damaged("damaged: no little-endian schema");
      }
      StoreManifest manifest = ManifestJson.read(manifest(schema), path.toString());
      new Columns(path).require(schema, manifest.shape());
      if (footer.dictionariesLength() != 0) {
        throw damaged("damaged: it has dictionaries, expected none");
      }
      return new ArrowContents(manifest, new BatchReader(path, channel, manifest).read(footer));
    }

    /** From a map rather than an array, which a length field would give its size. */
    private Footer footer() throws IOException {
      ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      if (size < ArrowPlan.MAGIC.length + TAIL_BYTES
          || !fill(channel, tail, size - TAIL_BYTES)
          || !Arrays.equals(
              tail.array(), Integer.BYTES, TAIL_BYTES, ArrowPlan.MAGIC, 0, ArrowPlan.MAGIC_BYTES)) {
        throw damaged("unfinished or cut: no ARROW1 at the end of its " + size + " bytes");
      }
      int bytes = tail.getInt(0);
      long at = size - TAIL_BYTES - bytes;
      if (bytes < Integer.BYTES || at < ArrowPlan.MAGIC.length) {
        throw damaged("damaged: its footer has " + bytes + " bytes, the file " + size);
      }
      return Footer.getRootAsFooter(channel.map(MapMode.READ_ONLY, at, bytes));
    }

    private String manifest(Schema schema) throws StoreException {
      ByteBuffer key = StandardCharsets.UTF_8.encode(Names.MANIFEST);
      for (int i = 0; i < schema.customMetadataLength(); i++) {
        KeyValue entry = schema.customMetadata(i);
        if (key.equals(entry.keyAsByteBuffer())) {
          ByteBuffer value = entry.valueAsByteBuffer();
          if (value == null || value.remaining() > ManifestJson.MAX_BYTES) {
            throw damaged("damaged: a manifest of more than " + ManifestJson.MAX_BYTES + " bytes");
          }
          return StandardCharsets.UTF_8.decode(value).toString();
        }
      }
      throw damaged(
          "written by another program: no '" + Names.MANIFEST + "' in the metadata of its schema");
    }

    private StoreException damaged(String message) {
      return new StoreException(path + ": " + message);
    }
  }
}
