package io.github.imagefeed.store.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * The metadata of a file as FlatBuffers. The same arguments give the same bytes, and manifests that
 * differ in the digest only give as many.
 */
final class ArrowMessages {

  private static final int NONE = 0;
  private static final int START_BYTES = 1024;

  private ArrowMessages() {}

  /** The message that the file starts with. */
  static byte[] schema(StoreManifest manifest) {
    FlatBufferBuilder out = new FlatBufferBuilder(START_BYTES);
    int schema = schema(out, manifest);
    out.finish(
        Message.createMessage(out, MetadataVersion.V5, MessageHeader.Schema, schema, 0, NONE));
    return out.sizedByteArray();
  }

  private static int schema(FlatBufferBuilder out, StoreManifest manifest) {
    int bytes = manifest.shape().bytes();
    // Whoever reads the extension type expects the item to be nullable, as it is by default.
    int item = integers(out, Names.ITEM, true, Byte.SIZE, false);
    int[] extension = {
      entry(out, Names.EXTENSION_NAME, Names.TENSOR),
      entry(out, Names.EXTENSION_METADATA, Names.tensor(manifest.shape()))
    };
    int image =
        Field.createField(
            out,
            out.createString(Names.IMAGE),
            false,
            Type.FixedSizeList,
            FixedSizeList.createFixedSizeList(out, bytes),
            NONE,
            Field.createChildrenVector(out, new int[] {item}),
            Field.createCustomMetadataVector(out, extension));
    int label = integers(out, Names.LABEL, false, Integer.SIZE, true);
    int checksum = integers(out, Names.CHECKSUM, false, Integer.SIZE, false);
    int fields = Schema.createFieldsVector(out, new int[] {image, label, checksum});
    int[] said = {entry(out, Names.MANIFEST, ManifestJson.write(manifest))};
    int metadata = Schema.createCustomMetadataVector(out, said);
    return Schema.createSchema(out, Endianness.Little, fields, metadata, NONE);
  }

  private static int integers(
      FlatBufferBuilder out, String name, boolean nullable, int bits, boolean signed) {
    return Field.createField(
        out,
        out.createString(name),
        nullable,
        Type.Int,
        Int.createInt(out, bits, signed),
        NONE,
        Field.createChildrenVector(out, new int[0]), // without, C++ calls it damaged
        NONE);
  }

  private static int entry(FlatBufferBuilder out, String key, String value) {
    return KeyValue.createKeyValue(out, out.createString(key), out.createString(value));
  }

  /** The message before the body of a batch. */
  static byte[] batch(ArrowPlan plan, int batch) {
    FlatBufferBuilder out = new FlatBufferBuilder(START_BYTES);
    int images = plan.images(batch);
    long integers = (long) images * Integer.BYTES;
    long pixels = (long) images * plan.shape().bytes();
    long labelsAt = plan.labelsAt(batch) - plan.bodyAt(batch);
    long checksumsAt = plan.checksumsAt(batch) - plan.bodyAt(batch);
    // An empty buffer before each column, and before the items: nothing is null.
    long[] offsets = {0, 0, 0, labelsAt, labelsAt, checksumsAt, checksumsAt};
    long[] lengths = {0, 0, pixels, 0, integers, 0, integers};
    RecordBatch.startBuffersVector(out, offsets.length);
    for (int i = offsets.length - 1; i >= 0; i--) { // a vector is built from its end
      Buffer.createBuffer(out, offsets[i], lengths[i]);
    }
    int buffers = out.endVector();
    long[] lists = {images, pixels, images, images};
    RecordBatch.startNodesVector(out, lists.length);
    for (int i = lists.length - 1; i >= 0; i--) {
      FieldNode.createFieldNode(out, lists[i], 0);
    }
    int nodes = out.endVector();
    int header = RecordBatch.createRecordBatch(out, images, nodes, buffers, NONE, NONE);
    long body = plan.bodyEnd(batch) - plan.bodyAt(batch);
    out.finish(
        Message.createMessage(
            out, MetadataVersion.V5, MessageHeader.RecordBatch, header, body, NONE));
    return out.sizedByteArray();
  }

  /**
   * The footer.
   *
   * @param starts of the messages of all batches
   * @param messageBytes of each, with what follows up to the body
   * @param bodyBytes of each
   */
  static byte[] footer(
      StoreManifest manifest, long[] starts, int[] messageBytes, long[] bodyBytes) {
    FlatBufferBuilder out = new FlatBufferBuilder(START_BYTES + 24 * starts.length);
    int schema = schema(out, manifest);
    Footer.startDictionariesVector(out, 0);
    int dictionaries = out.endVector();
    Footer.startRecordBatchesVector(out, starts.length);
    for (int i = starts.length - 1; i >= 0; i--) {
      Block.createBlock(out, starts[i], messageBytes[i], bodyBytes[i]);
    }
    int batches = out.endVector();
    out.finish(Footer.createFooter(out, MetadataVersion.V5, schema, dictionaries, batches, NONE));
    return out.sizedByteArray();
  }
}
