package io.github.imagefeed.store.jhdf5;

import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One HDF5 file, written and read through JHDF5 (SIS, package {@code ch.systemsx.cisd.hdf5}), for
 * programs that build on that library already; see the package for what lies in it.
 *
 * <p>What the format hdf5 does without a library of C it does slower: JHDF5 fills arrays on the
 * heap, which are copied once more, and lets one thread at a time into HDF5, of all stores of the
 * process. Each run of neighbouring images is one call, of about 10 µs and some hundred bytes that
 * JHDF5 allocates. Of CIFAR images in their order that is next to nothing; in random order, where
 * nearly each image is a call, an epoch takes about ten times as long as from hdf5, and more
 * threads gain nothing.
 */
public final class Jhdf5Format implements StoreFormat {

  public static final String NAME = "hdf5-jhdf5";

  /** What HDF5's own metadata take, with folds and without: 2 to 5 KB were found. */
  private static final long METADATA_BYTES = 4096;

  /** Why the format cannot be used: its library is missing; empty if it can. */
  public static Optional<String> missing() {
    return Jhdf5Library.missing();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "one HDF5 file (*.h5) with /images and /labels, written and read through JHDF5";
  }

  /** By the start of the file alone: only what this format wrote itself, whatever its name is. */
  @Override
  public boolean recognises(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try {
      return Mark.of(path).isOurs();
    } catch (IOException e) {
      return false; // A file that cannot be read is not recognised: no more was asked.
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is replaced or removed, also by {@link StoreWriter}, stays as it was for the
   * store that has it open. One that is cut or written to under its name is noticed by its length
   * and its time of modification, at the end of each batch: such a batch fails with a {@link
   * StoreException}, and so do all that follow. A writer that sets that time back, or writes within
   * the same tick of the file system's clock as the one before, is not noticed; {@link
   * CheckedStore} does notice. To be opened anew after such a change, all stores of the process on
   * this file must be closed first: HDF5 shares what it knows of a file among them. Programs that
   * use the HDF5 library itself are kept from opening a file for writing that is open here, by
   * HDF5's file locks; {@code HDF5_USE_FILE_LOCKING=FALSE} in the environment turns them off, for
   * file systems that have none.
   *
   * <p>The library is one of C. Its metadata have checksums that it compares before it believes
   * them; a file whose checksums fit, made to do harm, may end the process.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    requireFile(path);
    return Jhdf5Store.open(path, false);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    requireFile(path);
    return Jhdf5Store.manifest(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>HDF5 compares the checksums of all metadata: superblock, object headers, JHDF5's own types,
   * and where attributes lie apart their heap and tree. Not seen are bytes that HDF5 leaves free
   * between its blocks, where it leaves some.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    requireFile(path);
    return Jhdf5Store.open(path, true);
  }

  /** There is one way to write such a store. */
  @Override
  public StoreFormat like(Path path) throws IOException {
    manifest(path);
    return new Jhdf5Format();
  }

  private static void requireFile(Path path) throws StoreException {
    if (Files.isDirectory(path)) {
      throw new StoreException(path + ": a folder, expected an HDF5 file");
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>JHDF5 has HDF5 fill the datasets with zeros before their first block, so everything is
   * written twice; a device that is too small shows at the first images.
   */
  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return Jhdf5Writer.create(path, spec);
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return Jhdf5Writer.resume(path, spec, kept);
  }

  @Override
  public StoreSize predictSize(StoreSpec spec) {
    StoreManifest manifest = spec.draft();
    Attributes.require(manifest);
    long each = (long) spec.shape().bytes() + 2 * Integer.BYTES;
    long bytes = spec.count() * each + METADATA_BYTES + Attributes.classBytes(manifest);
    return StoreSize.ofFile(bytes, Certainty.ESTIMATE);
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    Attributes.require(spec.draft());
    return StorePlan.onePiece();
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
    return Jhdf5Appender.open(store, before, more);
  }
}
