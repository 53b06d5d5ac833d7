package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the metadata of a file say, checked: a store of ours, whole, and of a version that is read.
 *
 * @param manifest the manifest
 * @param imagesAt byte in the file where the first image starts
 * @param labelsAt byte in the file where the first label starts
 * @param checksumsAt byte in the file where the first checksum starts
 * @param order byte order of labels and checksums
 * @param chunks where the images lie that are not contiguous
 */
record Hdf5Metadata(
    StoreManifest manifest,
    long imagesAt,
    long labelsAt,
    long checksumsAt,
    ByteOrder order,
    Optional<ChunkTable> chunks) {

  /**
   * Reads the metadata.
   *
   * @param path of the channel, for messages
   * @throws StoreException if the file is no finished store of ours or is damaged
   */
  static Hdf5Metadata read(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (!Signature.isAtStartOf(channel)) {
      throw new StoreException(
          path
              + ": unfinished store, or not an HDF5 file: no HDF5 signature at the start of its "
              + size
              + " bytes; write it again");
    }
    // From a map rather than the path: jHDF allocates what a length field says before it checks the
    // field, which a map bounds, and forgets to close a file that it fails to open. Metadata beyond
    // 2 GiB are not found; ours are at the start.
    ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, Math.min(size, Integer.MAX_VALUE));
    try (HdfFile file = HdfFile.fromByteBuffer(bytes)) {
      return new Parser(path, size, file).parse();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // jHDF throws whatever the damage leads to: HdfException, ArithmeticException, … It follows
      // references that go in circles, and allocates what some length fields say.
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new StoreException(
          path + ": cut or damaged HDF5 metadata, the file has " + size + " bytes" + reason, e);
    }
  }

  /** One pass over one open file. */
  private record Parser(Path path, long size, HdfFile file) {

    Hdf5Metadata parse() throws StoreException {
      long expected = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
      requireBytes("the file", expected);
      if (file.getHdfBackingStorage().getSuperblock().getBaseAddressByte() != 0) {
        throw damaged("its addresses do not count from its start, as imagefeed writes them");
      }
      String program = attribute(Names.PROGRAM, String.class);
      if (!program.equals(ManifestJson.PROGRAM)) {
        throw damaged(
            "written by another program: '" + program + "', not '" + ManifestJson.PROGRAM + "'");
      }
      ManifestJson.requireReadable(
          attribute(Names.FORMAT_VERSION, Number.class).intValue(), path.toString());

      Dataset images = dataset(Names.IMAGES, 1, false);
      ContiguousDataset labels = contiguous(dataset(Names.LABELS, Integer.BYTES, true));
      ContiguousDataset checksums = contiguous(dataset(Names.CHECKSUMS, Integer.BYTES, false));
      int[] dimensions = images.getDimensions();
      if (dimensions.length != 4
          || !Arrays.equals(labels.getDimensions(), head(dimensions))
          || !Arrays.equals(checksums.getDimensions(), head(dimensions))) {
        throw damaged(
            "images of dimensions "
                + Arrays.toString(dimensions)
                + ", labels of "
                + Arrays.toString(labels.getDimensions())
                + " and checksums of "
                + Arrays.toString(checksums.getDimensions())
                + ", expected four, and their first one");
      }
      StoreManifest manifest =
          new StoreManifest(
              shape(dimensions, Layout.valueOf(attribute(Names.LAYOUT, String.class))),
              dimensions[0],
              new ClassNames(List.of(classes())),
              attribute(Names.SOURCE, String.class),
              attribute(Names.DIGEST, String.class),
              folds());
      ByteOrder order = ((FixedPoint) labels.getDataType()).getByteOrder();
      if (((FixedPoint) checksums.getDataType()).getByteOrder() != order) {
        throw damaged("labels and checksums differ in byte order");
      }
      long labelsAt = labels.getDataAddress();
      long checksumsAt = checksums.getDataAddress();
      if (images instanceof ChunkedDataset chunked) {
        ChunkTable chunks = ChunkTable.read(path, file, chunked);
        requireChecksum(manifest);
        requireBytes("dataset '" + Names.IMAGES + "'", chunks.start(chunks.size()));
        return new Hdf5Metadata(
            manifest, chunks.start(0), labelsAt, checksumsAt, order, Optional.of(chunks));
      }
      long imagesAt = contiguous(images).getDataAddress();
      requireChecksum(manifest);
      return new Hdf5Metadata(manifest, imagesAt, labelsAt, checksumsAt, order, Optional.empty());
    }

    private void requireChecksum(StoreManifest manifest) throws StoreException {
      String expected = attribute(Names.MANIFEST_CHECKSUM, String.class);
      String found = ManifestJson.checksum(manifest);
      if (!found.equals(expected)) {
        throw damaged(
            "damaged, or changed by another program: the checksum of what it says about itself,"
                + " class names included, is "
                + found
                + ", attribute '"
                + Names.MANIFEST_CHECKSUM
                + "' is "
                + expected);
      }
    }

    private static int[] head(int[] dimensions) {
      return Arrays.copyOf(dimensions, 1);
    }

    private static ImageShape shape(int[] d, Layout layout) {
      return layout == Layout.CHW
          ? new ImageShape(d[2], d[3], d[1], layout)
          : new ImageShape(d[1], d[2], d[3], layout);
    }

    private Optional<FoldLayout> folds() throws StoreException {
      if (file.getAttribute(Names.FOLD_SIZES) == null) {
        return Optional.empty();
      }
      return Optional.of(
          new FoldLayout(
              attribute(Names.FOLD_SEED, Number.class).longValue(),
              attribute(Names.FOLD_GROUPED, Number.class).intValue() != 0,
              Arrays.stream(attribute(Names.FOLD_SIZES, int[].class)).boxed().toList()));
    }

    private String[] classes() throws StoreException {
      if (file.getChild(Names.CLASSES) instanceof Dataset dataset
          && requireSmall(contiguous(dataset)).getData() instanceof String[] names) {
        return names;
      }
      return attribute(Names.CLASSES, String[].class);
    }

    private static ContiguousDataset requireSmall(ContiguousDataset dataset) {
      Claims.require(dataset);
      return dataset;
    }

    private <T> T attribute(String name, Class<T> type) throws StoreException {
      Attribute attribute = file.getAttribute(name);
      if (attribute == null) {
        throw damaged(
            "unfinished, or written by another program: attribute '" + name + "' is missing");
      }
      Claims.require(attribute);
      Object value = attribute.getData();
      if (!type.isInstance(value)) {
        throw damaged(
            "attribute '" + name + "' is " + value + ", expected a " + type.getSimpleName());
      }
      return type.cast(value);
    }

    private Dataset dataset(String name, int bytes, boolean signed) throws StoreException {
      if (!(file.getChild(name) instanceof Dataset dataset)) {
        throw damaged("dataset '" + name + "' is missing");
      }
      if (!(dataset.getDataType() instanceof FixedPoint number)
          || number.getBitPrecision() != bytes * Byte.SIZE
          || number.getSize() != bytes
          || number.isSigned() != signed) {
        throw damaged(
            "dataset '"
                + name
                + "' does not hold "
                + (signed ? "signed" : "unsigned")
                + " integers of "
                + bytes
                + " bytes");
      }
      return dataset;
    }

    private ContiguousDataset contiguous(Dataset any) throws StoreException {
      String name = any.getName();
      if (!(any instanceof ContiguousDataset dataset)) {
        throw damaged("dataset '" + name + "' is not contiguous");
      }
      if (dataset.isEmpty() || dataset.getDataAddress() < 0) {
        throw damaged("dataset '" + name + "' has no data");
      }
      requireBytes(
          "dataset '" + name + "'",
          Math.addExact(dataset.getDataAddress(), dataset.getSizeInBytes()));
      return dataset;
    }

    private void requireBytes(String what, long end) throws StoreException {
      if (end > size) {
        throw damaged("cut: " + what + " ends at byte " + end + ", found are " + size + " bytes");
      }
    }

    private StoreException damaged(String message) {
      return new StoreException(path + ": " + message);
    }
  }
}
