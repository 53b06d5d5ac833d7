package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.hdf5.Claims;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An HDF5 file that another program wrote, read in place.
 *
 * <ul>
 *   <li>Images are a dataset N×H×W×C or N×C×H×W with C 1 or 3, or N×H×W, anywhere in the file:
 *       uint8 as it is, or float32 or float64 of any byte order from 0 to 1, of which a pixel is
 *       255 times as much, rounded to the nearest; a number outside is refused when its image is
 *       read. Other types, alpha channels and dimensions that do not tell where the channels are,
 *       are refused when the file is opened.
 *   <li>Labels are a dataset N or N×1 of integers of 8 to 64 bits, of any byte order, at least 0.
 *       One-hot labels are refused.
 *   <li>What MATLAB saved as images is refused: it writes dimensions in reverse, H×W×C×N as
 *       N×C×W×H, which would pass for other images. It is known by its attributes, which {@code
 *       h5create} does not write: whoever calls that has to permute before.
 *   <li>Which datasets these are is said by the hints, else by their names where those agree
 *       ({@code images} and {@code labels}, {@code x_train} and {@code y_train}, {@code images} and
 *       {@code meta}, …), else it must be the only possible pair.
 *   <li>Class names are the hint's, else those of an attribute or dataset {@code classes}, {@code
 *       class_names}, {@code label_names}, …, else the numbers.
 *   <li>Storage: contiguous, compact, or chunks of any shape and any of HDF5's indexes; filters
 *       gzip, shuffle, fletcher32 and lzf. What was never written has the fill value, but labels
 *       must all be there. Virtual datasets, data in other files and other filters are refused.
 *   <li>Without filters images are copied from the file; with them, whole chunks are decoded and
 *       kept, in an eighth of the heap and 1 GiB at most: {@link ImageStore#pieceImages} says how
 *       many images are decoded as one, which is refused above a quarter of the heap, or above a
 *       half with two buffers of a chunk. Further buffers take an eighth of the heap: as many
 *       threads decode at the same time as have room there, and at least one. A set that fits is
 *       decoded once; one that does not wants an order that stays within some pieces for a while.
 * </ul>
 */
public final class ForeignHdf5 implements StoreReader {

  private static final String PROGRAM_ATTRIBUTE = "program";

  private final Optional<String> images;
  private final Optional<String> labels;
  private final Optional<ClassNames> classes;
  private final Optional<Layout> layout;
  private final int stepBits;

  /** Without hints. */
  public ForeignHdf5() {
    this(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * With hints.
   *
   * @param images path of the dataset of images in the file
   * @param labels path of the dataset of labels in the file
   * @param classes names for the labels
   */
  public ForeignHdf5(
      Optional<String> images, Optional<String> labels, Optional<ClassNames> classes) {
    this(images, labels, classes, Optional.empty());
  }

  /**
   * With hints.
   *
   * @param layout where the channels are, which matters where the dimensions do not tell
   */
  public ForeignHdf5(
      Optional<String> images,
      Optional<String> labels,
      Optional<ClassNames> classes,
      Optional<Layout> layout) {
    this(images, labels, classes, layout, FileWindows.STEP_BITS);
  }

  ForeignHdf5(
      Optional<String> images,
      Optional<String> labels,
      Optional<ClassNames> classes,
      Optional<Layout> layout,
      int stepBits) {
    this.images = images;
    this.labels = labels;
    this.classes = classes;
    this.layout = layout;
    this.stepBits = stepBits;
  }

  @Override
  public String name() {
    return "hdf5-foreign";
  }

  @Override
  public String description() {
    return "an HDF5 file of another program (h5py, Keras …), read in place";
  }

  /**
   * {@inheritDoc}
   *
   * <p>Any HDF5 file that does not say that this program wrote it, whatever its name. A file whose
   * beginning cannot be read is not recognised.
   */
  @Override
  public boolean recognises(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return HdfStart.isIn(channel) && !isOurs(metadata(channel));
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return false; // damaged: whoever opens it hears how
    }
  }

  private static boolean isOurs(HdfFile file) {
    Attribute program = file.getAttribute(PROGRAM_ATTRIBUTE);
    if (program == null || !Element.of(program.getDataType()).isText()) {
      return false;
    }
    Claims.require(program);
    return ManifestJson.PROGRAM.equals(program.getData());
  }

  /**
   * Opens the metadata. Of files below 2 GiB from a map, which bounds what jHDF allocates where a
   * length is wrong. Files above have their metadata anywhere (h5py writes some at the end), and
   * jHDF reads them from the channel.
   *
   * @return not to be closed: the channel is the caller's, and jHDF, having closed it, fails to say
   *     so, since it does not know the file's name
   */
  private static HdfFile metadata(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size > Integer.MAX_VALUE) {
      return new HdfFile(channel);
    }
    ByteBuffer map = channel.map(MapMode.READ_ONLY, 0, size);
    return HdfFile.fromByteBuffer(map);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is replaced or removed stays as it was for the store that has it open, unless
   * somebody else has it open, too, and writes to it. One that is cut or written to under its name
   * is noticed by its length and its time of modification, at the end of each batch: such a batch
   * fails with a {@link StoreException}, and so do all that follow. A writer that sets that time
   * back, or writes within the same tick of the file system's clock as the one before, is not
   * noticed, and a file of another program keeps no checksums of images that would tell. Decoded
   * chunks are kept as they were.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new StoreException(path + ": a folder, expected an HDF5 file");
    }
    while (true) {
      MappedFile file = MappedFile.of(path);
      ImageStore store;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        store = file.intact(() -> open(path, file, channel));
      }
      if (file.isNamed()) {
        return store;
      }
      store.close(); // replaced meanwhile: which of the two was opened cannot be told
    }
  }

  private ImageStore open(Path path, MappedFile mapped, FileChannel channel) throws IOException {
    if (!HdfStart.isIn(channel)) {
      throw new StoreException(
          path + ": not an HDF5 file: no HDF5 signature in its " + channel.size() + " bytes");
    }
    long size = channel.size();
    try {
      HdfFile file = metadata(channel);
      long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
      if (end > size) {
        throw new StoreException(
            path + ": cut: it ends at byte " + end + ", found are " + size + " bytes");
      }
      return open(path, mapped, channel, file);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      // jHDF throws whatever the damage leads to: HdfException, ArithmeticException, … It follows
      // references that go in circles, and allocates what some length fields say.
      throw new StoreException(
          path + ": not to be read as HDF5, or damaged, with " + size + " bytes: " + reason(e), e);
    }
  }

  /** What it was in the end: jHDF says in each group that it could not load its children. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private ImageStore open(Path path, MappedFile mapped, FileChannel channel, HdfFile file)
      throws IOException {
    FileContent content = FileContent.of(path.toString(), file);
    DatasetPair pair = DatasetPair.of(path.toString(), content, images, labels);
    FoundDataset found = pair.images();
    String where = path + ": dataset " + found.path();
    requireInOrder(where, found);
    ImageShape shape = ImageShapes.of(where, found, layout);
    StoredArrays arrays = new StoredArrays(path, channel, file.getHdfBackingStorage(), stepBits);
    StoredArray pixels = arrays.open(found);
    PixelReader reader = reader(pixels);
    int[] all = ForeignLabels.read(arrays.open(pair.labels()));
    Optional<ClassNames> names = classes;
    if (names.isEmpty()) {
      names = ForeignClasses.find(path.toString(), file, content, pair);
    }
    StoreManifest manifest =
        StoreManifest.foreign(
            shape,
            all.length,
            ForeignClasses.of(path + ": dataset " + pair.labels().path(), names, all),
            path.getFileName() + ":" + found.path());
    return new ForeignStore(path, mapped, manifest, reader, all, pixels.layout(found.rank()));
  }

  private static void requireInOrder(String where, FoundDataset images) throws StoreException {
    Optional<String> mark = images.matlabAttribute();
    if (mark.isPresent()) {
      throw new StoreException(
          where
              + ": attribute "
              + mark.get()
              + " says that MATLAB saved it, which writes dimensions reversed (H x W x C x N as N x"
              + " C x W x H, each image transposed); write permute(images, [3 2 1 4]) by h5create"
              + " and h5write, or transpose it by h5py into a file of its own");
    }
  }

  private static PixelReader reader(StoredArray pixels) throws StoreException {
    if (!pixels.isFiltered()) {
      return new PlainPixels(pixels);
    }
    HeapShares shares = HeapShares.now();
    shares.require(pixels);
    return new SlabPixels(pixels, shares.cacheBytes(), shares.decodersBytes());
  }
}
