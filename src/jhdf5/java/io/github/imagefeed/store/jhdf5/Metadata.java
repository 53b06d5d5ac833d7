package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.hdf5.HDF5DataClass;
import ch.systemsx.cisd.hdf5.HDF5DataSetInformation;
import ch.systemsx.cisd.hdf5.HDF5StorageLayout;
import ch.systemsx.cisd.hdf5.IHDF5ObjectReadOnlyInfoProviderHandler;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an open file says about itself, checked: a store of ours, whole, of a version we read. */
final class Metadata {

  private final Path path;
  private final long size;
  private final IHDF5Reader reader;
  private final IHDF5ObjectReadOnlyInfoProviderHandler objects;

  private Metadata(Path path, long size, IHDF5Reader reader) {
    this.path = path;
    this.size = size;
    this.reader = reader;
    this.objects = reader.object();
  }

  /**
   * Reads the manifest.
   *
   * @param path of the reader, for messages
   * @param size of the file in bytes
   * @throws StoreException if the file is no finished store of ours or is damaged
   */
  static StoreManifest read(Path path, long size, IHDF5Reader reader) throws StoreException {
    try {
      return new Metadata(path, size, reader).manifest();
    } catch (RuntimeException | OutOfMemoryError e) { // whatever the damage leads JHDF5 to
      throw new StoreException(
          path + ": cut or damaged HDF5 metadata, the file has " + size + " bytes: " + e, e);
    }
  }

  /**
   * Checks the three datasets, of which unfinished stores have nothing more.
   *
   * @return the dimensions of the images
   * @throws StoreException if one is missing, of another type or layout, or beyond the file's end
   */
  static int[] datasets(Path path, long size, IHDF5Reader reader) throws StoreException {
    return new Metadata(path, size, reader).datasets();
  }

  private StoreManifest manifest() throws StoreException {
    if (!objects.hasAttribute(Names.ROOT, Names.MANIFEST_CHECKSUM)) {
      throw damaged("unfinished, or written by another program: no sum of its manifest");
    }
    String program = text(Names.PROGRAM);
    if (!program.equals(ManifestJson.PROGRAM)) {
      throw damaged(
          "written by another program: '" + program + "', not '" + ManifestJson.PROGRAM + "'");
    }
    ManifestJson.requireReadable(
        reader.int32().getAttr(Names.ROOT, required(Names.FORMAT_VERSION)), path.toString());
    int[] d = datasets();
    Layout layout = Layout.valueOf(text(Names.LAYOUT));
    StoreManifest manifest =
        new StoreManifest(
            layout == Layout.CHW
                ? new ImageShape(d[2], d[3], d[1], layout)
                : new ImageShape(d[1], d[2], d[3], layout),
            d[0],
            new ClassNames(List.of(classes())),
            text(Names.SOURCE),
            text(Names.DIGEST),
            folds());
    requireChecksum(manifest);
    return manifest;
  }

  private void requireChecksum(StoreManifest manifest) throws StoreException {
    String expected = text(Names.MANIFEST_CHECKSUM);
    String found = ManifestJson.checksum(manifest);
    if (!found.equals(expected)) {
      throw damaged(
          "damaged, or changed by another program: the checksum of what it says about itself, class"
              + " names included, is "
              + found
              + ", attribute '"
              + Names.MANIFEST_CHECKSUM
              + "' is "
              + expected);
    }
  }

  private int[] datasets() throws StoreException {
    long[] images = dataset(Names.IMAGES, 1, false);
    long[] labels = dataset(Names.LABELS, Integer.BYTES, true);
    long[] checksums = dataset(Names.CHECKSUMS, Integer.BYTES, false);
    long[] head = Arrays.copyOf(images, 1);
    if (images.length != 4 || !Arrays.equals(labels, head) || !Arrays.equals(checksums, head)) {
      throw damaged(
          "images of dimensions "
              + Arrays.toString(images)
              + ", labels of "
              + Arrays.toString(labels)
              + " and checksums of "
              + Arrays.toString(checksums)
              + ", expected four, and their first one");
    }
    return Arrays.stream(images).mapToInt(Math::toIntExact).toArray();
  }

  /** Its dimensions; not behind a link, which may lead to anywhere. */
  private long[] dataset(String name, int bytes, boolean signed) throws StoreException {
    if (!objects.isDataSet(Names.path(name), false)) {
      throw damaged("dataset '" + name + "' is missing");
    }
    HDF5DataSetInformation dataset = objects.getDataSetInformation(Names.path(name));
    if (dataset.getTypeInformation().getRawDataClass() != HDF5DataClass.INTEGER
        || dataset.getTypeInformation().getElementSize() != bytes
        || dataset.isSigned() != signed
        || dataset.getStorageLayout() != HDF5StorageLayout.CONTIGUOUS) {
      throw damaged(
          "dataset '"
              + name
              + "' is "
              + dataset
              + ", expected contiguous "
              + (signed ? "signed" : "unsigned")
              + " integers of "
              + bytes
              + " bytes");
    }
    requireBytes("dataset '" + name + "'", dataset.getDimensions(), bytes);
    return dataset.getDimensions();
  }

  /** Before arrays are made for as many as a hostile file claims. */
  private void requireBytes(String what, long[] dimensions, int bytes) throws StoreException {
    long claimed = bytes;
    for (long dimension : dimensions) {
      claimed = Math.multiplyExact(claimed, dimension);
    }
    if (claimed < 1 || claimed > size) {
      throw damaged("cut: " + what + " has " + claimed + " bytes, the whole file " + size);
    }
  }

  private Optional<FoldLayout> folds() throws StoreException {
    if (!objects.hasAttribute(Names.ROOT, Names.FOLD_SIZES)) {
      return Optional.empty();
    }
    int[] sizes = reader.int32().getArrayAttr(Names.ROOT, required(Names.FOLD_SIZES));
    return Optional.of(
        new FoldLayout(
            reader.int64().getAttr(Names.ROOT, required(Names.FOLD_SEED)),
            reader.int32().getAttr(Names.ROOT, required(Names.FOLD_GROUPED)) != 0,
            Arrays.stream(sizes).boxed().toList()));
  }

  private String[] classes() throws StoreException {
    String path = Names.path(Names.CLASSES);
    if (objects.isDataSet(path, false)) {
      HDF5DataSetInformation dataset = objects.getDataSetInformation(path);
      requireBytes(path, dataset.getDimensions(), dataset.getTypeInformation().getElementSize());
      return reader.string().readArray(path);
    }
    return reader.string().getArrayAttr(Names.ROOT, required(Names.CLASSES));
  }

  private String text(String attribute) throws StoreException {
    return reader.string().getAttr(Names.ROOT, required(attribute));
  }

  private String required(String attribute) throws StoreException {
    if (!objects.hasAttribute(Names.ROOT, attribute)) {
      throw damaged(
          "unfinished, or written by another program: attribute '" + attribute + "' is missing");
    }
    var type = objects.getAttributeInformation(Names.ROOT, attribute);
    if ((long) type.getElementSize() * type.getNumberOfElements() > size) {
      throw damaged("attribute '" + attribute + "' claims to be longer than the file: " + type);
    }
    return attribute;
  }

  private StoreException damaged(String message) {
    return new StoreException(path + ": " + message);
  }
}
