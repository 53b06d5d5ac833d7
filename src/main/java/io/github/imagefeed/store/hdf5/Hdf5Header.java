package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.Superblock;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableAttributeImpl;
import io.jhdf.dataset.NoParent;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.GroupInfoMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All metadata of one file, made in memory from jHDF's messages, and the places of the data.
 *
 * <pre>
 *  0       superblock
 *  64      root group: links and attributes
 *          object headers of the datasets (and of class names that are no attribute, with them)
 *          index of the chunks, where images lie in chunks
 *  4096·a  images         or   labels
 *  4096·b  labels              checksums
 *  4096·c  checksums           images, where they lie in chunks
 * </pre>
 *
 * <p>Between them are zeros. Labels and checksums go before chunks because the length of compressed
 * ones is not known beforehand.
 *
 * <p>jHDF's own {@code WritableHdfFile} is of no use here: it wants the data in memory, and says
 * only after writing how long the metadata were. Here their length is exact beforehand, so the data
 * can be written before them.
 */
final class Hdf5Header {

  /** Data start at multiples of it: page-aligned reads from a map are a third faster. */
  private static final int ALIGNMENT = 4096;

  /** The length field of a message has two bytes. */
  private static final int MAX_MESSAGE_BYTES = 0xFFFF;

  private final List<Message> attributes = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Optional<ChunkPlan> chunks;
  private final String[] classesApart;
  private final long metadataEnd;
  private final long imagesAt;
  private final long labelsAt;
  private final long checksumsAt;
  private final long end;

  /**
   * Plans the file; nothing is written. Two manifests that differ in the digest only give the same
   * places, as checksums are of one length.
   *
   * @param chunks how images are cut; empty for contiguous ones
   * @throws IllegalArgumentException if a text of the manifest is one that HDF5 cannot keep
   */
  Hdf5Header(StoreManifest manifest, Optional<ChunkPlan> chunks) {
    this.chunks = chunks;
    add(text(Names.PROGRAM, ManifestJson.PROGRAM));
    add(attribute(Names.FORMAT_VERSION, StoreManifest.FORMAT_VERSION));
    add(text(Names.LAYOUT, manifest.shape().layout().name()));
    add(text(Names.SOURCE, requireNoNul(Names.SOURCE, manifest.source())));
    add(text(Names.DIGEST, manifest.digest()));
    add(text(Names.MANIFEST_CHECKSUM, ManifestJson.checksum(manifest)));
    manifest.folds().ifPresent(this::add);
    Part contiguous = images(manifest.shape(), manifest.count());
    Part images = chunks.map(contiguous::inChunks).orElse(contiguous);
    Part labels = Part.of(Names.LABELS, new FixedPoint(Integer.BYTES), manifest.count());
    Part checksums =
        Part.of(Names.CHECKSUMS, new FixedPoint(Integer.BYTES, false), manifest.count());
    parts.add(images);
    parts.add(labels);
    parts.add(checksums);

    String[] classes = manifest.classes().names().toArray(String[]::new);
    for (String name : classes) {
      requireNoNul("class name", name);
    }
    Message attribute = attribute(Names.CLASSES, classes);
    if (fits(attribute)) {
      attributes.add(attribute);
      classesApart = new String[0];
    } else {
      parts.add(Part.of(Names.CLASSES, DataType.fromObject(classes), classes.length));
      classesApart = classes;
    }

    metadataEnd = indexAt() + chunks.map(ChunkPlan::indexBytes).orElse(0L);
    if (chunks.isPresent()) {
      labelsAt = aligned(metadataEnd);
      checksumsAt = aligned(labelsAt + labels.bytes());
      imagesAt = aligned(checksumsAt + checksums.bytes());
      end = imagesAt + chunks.get().bytes();
    } else {
      imagesAt = aligned(metadataEnd);
      labelsAt = aligned(imagesAt + images.bytes());
      checksumsAt = aligned(labelsAt + labels.bytes());
      end = checksumsAt + checksums.bytes();
    }
  }

  private static Part images(ImageShape shape, int count) {
    DataType uint8 = new FixedPoint(1, false);
    return shape.layout() == Layout.CHW
        ? Part.of(Names.IMAGES, uint8, count, shape.channels(), shape.height(), shape.width())
        : Part.of(Names.IMAGES, uint8, count, shape.height(), shape.width(), shape.channels());
  }

  long imagesAt() {
    return imagesAt;
  }

  long labelsAt() {
    return labelsAt;
  }

  long checksumsAt() {
    return checksumsAt;
  }

  /** Bytes in front of the data, which {@link #toBuffer} fills. */
  long bytes() {
    return Math.min(imagesAt, labelsAt);
  }

  /** Bytes of the whole file, where chunks are not compressed. */
  long fileBytes() {
    return end;
  }

  /** Whether the data lie where they lie in the other plan. */
  boolean hasPlacesOf(Hdf5Header other) {
    return imagesAt == other.imagesAt
        && labelsAt == other.labelsAt
        && checksumsAt == other.checksumsAt
        && end == other.end;
  }

  /**
   * The bytes from the start of the file to the first data.
   *
   * @param starts where the chunks start, in order, then the end of the last one; unused where
   *     images are contiguous
   */
  ByteBuffer toBuffer(long... starts) {
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(bytes()));
    long fileEnd = chunks.isPresent() ? starts[starts.length - 1] : end;
    file.put(new Superblock.SuperblockV2V3().toBuffer(fileEnd));
    List<Message> links = new ArrayList<>();
    long at = rootEnd();
    for (Part part : parts) {
      links.add(LinkMessage.create(part.name(), at));
      file.position(Math.toIntExact(at)).put(part.header(at, dataOf(part)));
      at = file.position();
    }
    if (classesApart.length > 0) {
      file.put(parts.get(parts.size() - 1).type().encodeData(classesApart).rewind());
    }
    if (chunks.isPresent()) {
      file.put(chunks.get().index(indexAt(), starts));
    }
    if (file.position() != metadataEnd) {
      throw new AssertionError("metadata end at " + file.position() + ", not at " + metadataEnd);
    }
    file.position((int) WritableHdfFile.ROOT_GROUP_ADDRESS).put(root(links));
    return file.clear();
  }

  private long dataOf(Part part) {
    return switch (part.name()) {
      case Names.IMAGES -> chunks.isPresent() ? indexAt() : imagesAt;
      case Names.LABELS -> labelsAt;
      case Names.CHECKSUMS -> checksumsAt;
      default -> classesAt();
    };
  }

  private long rootEnd() {
    List<Message> links = new ArrayList<>();
    for (Part part : parts) {
      links.add(LinkMessage.create(part.name(), 0));
    }
    return WritableHdfFile.ROOT_GROUP_ADDRESS + root(links).capacity();
  }

  private long classesAt() {
    return rootEnd() + parts.stream().mapToLong(Part::headerBytes).sum();
  }

  private long indexAt() {
    return classesAt() + (classesApart.length == 0 ? 0 : parts.get(parts.size() - 1).bytes());
  }

  private ByteBuffer root(List<Message> links) {
    List<Message> messages = new ArrayList<>();
    messages.add(GroupInfoMessage.createBasic());
    messages.add(LinkInfoMessage.createBasic());
    messages.addAll(links);
    messages.add(AttributeInfoMessage.create());
    messages.addAll(attributes);
    return new ObjectHeaderV2(WritableHdfFile.ROOT_GROUP_ADDRESS, messages).toBuffer();
  }

  private static AttributeMessage attribute(String name, Object value) {
    return AttributeMessage.create(name, new WritableAttributeImpl(name, NoParent.INSTANCE, value));
  }

  /**
   * A single text. As an array of one in a scalar space: a text by itself is encoded by jHDF with
   * left-over bytes, which it complains of on reading.
   */
  private static AttributeMessage text(String name, String text) {
    String[] one = {text};
    return AttributeMessage.create(
        name,
        new WritableAttributeImpl(name, NoParent.INSTANCE, one) {
          @Override
          public DataSpace getDataSpace() {
            return DataSpace.fromObject(text);
          }
        });
  }

  private void add(FoldLayout folds) {
    add(attribute(Names.FOLD_SIZES, folds.sizes().stream().mapToInt(size -> size).toArray()));
    add(attribute(Names.FOLD_SEED, folds.seed()));
    add(attribute(Names.FOLD_GROUPED, folds.grouped() ? 1 : 0));
  }

  private void add(AttributeMessage attribute) {
    if (!fits(attribute)) {
      throw new IllegalArgumentException(
          attribute.getName()
              + " has "
              + attribute.toBuffer().capacity()
              + " bytes, an HDF5 attribute at most "
              + MAX_MESSAGE_BYTES);
    }
    attributes.add(attribute);
  }

  private static boolean fits(Message message) {
    return message.toBuffer().capacity() <= MAX_MESSAGE_BYTES;
  }

  /** HDF5 texts end at the first NUL: the rest would be lost without a word. */
  private static String requireNoNul(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          what + " '" + text.replace("\0", "\\0") + "' has a NUL character, HDF5 cannot keep it");
    }
    return text;
  }

  private static long aligned(long at) {
    return (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }
}
