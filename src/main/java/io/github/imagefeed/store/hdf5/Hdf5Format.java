package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreVariant;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.ZlibBound;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One HDF5 file, usually named {@code *.h5}; see the package for what lies in it. */
public final class Hdf5Format implements StoreFormat {

  /** The fastest to read, and the smallest but for compressed ones. */
  public static final Hdf5Layout DEFAULT_LAYOUT = Hdf5Layout.CONTIGUOUS;

  private final Hdf5Layout layout;
  private final OptionalInt chunkImages;

  private Hdf5Format(Hdf5Layout layout, OptionalInt chunkImages) {
    this.layout = layout;
    this.chunkImages = chunkImages;
  }

  public Hdf5Format() {
    this(DEFAULT_LAYOUT);
  }

  /** Layout concerns new stores only; stores of every layout open alike. */
  public Hdf5Format(Hdf5Layout layout) {
    this(layout, OptionalInt.empty());
  }

  /**
   * Chunks of that many images, at least 1; where a store has fewer, of all of them.
   *
   * @throws IllegalArgumentException if the layout has no chunks
   */
  public Hdf5Format(Hdf5Layout layout, int chunkImages) {
    this(layout, OptionalInt.of(chunkImages));
    if (chunkImages < 1) {
      throw new IllegalArgumentException("chunk size is " + chunkImages + ", expected at least 1");
    }
    if (layout == Hdf5Layout.CONTIGUOUS) {
      throw new IllegalArgumentException(
          "chunks of "
              + chunkImages
              + " images, but the HDF5 layout is contiguous; choose chunked or deflate");
    }
  }

  @Override
  public String name() {
    return "hdf5";
  }

  @Override
  public String description() {
    return "one HDF5 file (*.h5) with /images and /labels, read through memory maps";
  }

  @Override
  public boolean recognises(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".h5") || name.endsWith(".hdf5") || hasSignature(path);
  }

  private static boolean hasSignature(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return Signature.isAtStartOf(channel);
    } catch (IOException e) {
      return false; // A file that cannot be read is not recognised: no more was asked.
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is replaced or removed, also by {@link StoreWriter}, stays as it was for the
   * store that has it open, unless somebody else has it open, too, and writes to it. One that is
   * cut or written to under its name is noticed by its length and its time of modification, at the
   * end of each batch: such a batch fails with a {@link StoreException}, and so do all that follow.
   * A writer that sets that time back, or writes within the same tick of the file system's clock as
   * the one before, is not noticed; {@link CheckedStore} does notice.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    requireFile(path);
    return Hdf5Store.open(path, Hdf5Store.WINDOW_BYTES);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    return metadata(path).manifest();
  }

  /** Anew where the file was replaced meanwhile: which of the two was read cannot be told. */
  private static Hdf5Metadata metadata(Path path) throws IOException {
    requireFile(path);
    while (true) {
      MappedFile file = MappedFile.of(path);
      Hdf5Metadata metadata;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        metadata = file.intact(() -> Hdf5Metadata.read(path, channel));
      }
      if (file.isNamed()) {
        return metadata;
      }
    }
  }

  /** Reads the header and what lies between the data, which has to be as it would be written. */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    requireFile(path);
    return Hdf5Store.openStrictly(path, Hdf5Store.WINDOW_BYTES);
  }

  @Override
  public StoreFormat like(Path path) throws IOException {
    Optional<ChunkTable> chunks = metadata(path).chunks();
    if (chunks.isEmpty()) {
      return new Hdf5Format(Hdf5Layout.CONTIGUOUS);
    }
    Hdf5Layout found = chunks.get().deflated() ? Hdf5Layout.DEFLATE : Hdf5Layout.CHUNKED;
    return new Hdf5Format(found, chunks.get().images());
  }

  private static void requireFile(Path path) throws StoreException {
    if (Files.isDirectory(path)) {
      throw new StoreException(path + ": a folder, expected an HDF5 file");
    }
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return Hdf5Writer.create(path, spec, chunks(spec));
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return Hdf5Writer.resume(path, spec, chunks(spec), kept);
  }

  @Override
  public StoreSize predictSize(StoreSpec spec) {
    Optional<ChunkPlan> chunks = chunks(spec);
    Hdf5Header header = new Hdf5Header(spec.draft(), chunks);
    if (chunks.isEmpty() || !chunks.get().deflated()) {
      return StoreSize.ofFile(header.fileBytes(), Certainty.EXACT);
    }
    ChunkPlan plan = chunks.get();
    long most = plan.chunks() * ZlibBound.of(plan.chunkBytes());
    return StoreSize.ofFile(header.imagesAt() + most, Certainty.AT_MOST);
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    return chunks(spec)
        .map(chunks -> StorePlan.blocks(chunks.images()))
        .orElseGet(StorePlan::onePiece);
  }

  private Optional<ChunkPlan> chunks(StoreSpec spec) {
    if (layout == Hdf5Layout.CONTIGUOUS) {
      return Optional.empty();
    }
    int images = chunkImages.orElseGet(() -> layout.defaultChunk(spec.shape().bytes()));
    return Optional.of(
        new ChunkPlan(spec.shape(), spec.count(), images, layout == Hdf5Layout.DEFLATE));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Contiguous data cannot grow, so this writes the whole file anew, beside the old one, and
   * needs the space for both. A store that is open for reading stays as it was opened; on Windows
   * it keeps the old file from being replaced.
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    return Hdf5Appender.open(store, before, more);
  }

  @Override
  public List<StoreVariant> variants() {
    return Arrays.stream(Hdf5Layout.values())
        .map(each -> new StoreVariant("layout", each.toString(), new Hdf5Format(each)))
        .toList();
  }
}
