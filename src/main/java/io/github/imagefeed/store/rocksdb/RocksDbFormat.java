package io.github.imagefeed.store.rocksdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * RocksDB with blocks of images as values; the package's description has the layout byte by byte.
 * Can be loaded, asked for its name and for sizes, and recognises stores without the library.
 */
public final class RocksDbFormat implements StoreFormat {

  /** Upper limit of a block of several images where none is asked for. */
  private static final int DEFAULT_BLOCK_BYTES = 64 * 1024;

  /** RocksDB itself ends at 4 GiB a value; a block is also one Java buffer in the writer. */
  private static final int MAX_BLOCK_BYTES = 1 << 28;

  private final OptionalInt blockImages;

  /** Blocks of a size that suits the images. */
  public RocksDbFormat() {
    this.blockImages = OptionalInt.empty();
  }

  /** Blocks of that many images, at least 1. */
  public RocksDbFormat(int blockImages) {
    if (blockImages < 1) {
      throw new IllegalArgumentException("block size is " + blockImages + ", expected at least 1");
    }
    this.blockImages = OptionalInt.of(blockImages);
  }

  /**
   * Why stores can neither be read nor written here, in one line; empty if they can. The first call
   * loads the native library.
   */
  public static Optional<String> missing() {
    return RocksDbLibrary.missing();
  }

  @Override
  public String name() {
    return "rocksdb";
  }

  @Override
  public String description() {
    return "RocksDB database (folder), a block of images a value";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(RocksDbFiles.CURRENT))
        && Files.isRegularFile(path.resolve(RocksDbFiles.MARKER));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store that is replaced or removed, or to which images are added, stays as it was for who
   * has it open: maps keep its files, which RocksDB never changes. A blob file that another program
   * cuts or writes over is noticed at the end of each batch with images from it, by its length and
   * its time of modification: such a batch fails with a {@link
   * io.github.imagefeed.store.ChangedStoreException}, and so do all that follow. Not noticed is a
   * writer that sets the time back or writes within the same tick of the file system's clock as the
   * one before; {@link io.github.imagefeed.store.CheckedStore} does notice.
   *
   * <p>Of a database in which it is not certain where blocks lie, as another program has written,
   * compressed or compacted it, images are read through RocksDB, which is slower, checks blocks by
   * itself, and keeps files open; what is written over there is an error of the read or goes
   * unnoticed as far as RocksDB has it cached. It opens a blob file when that is read first: where
   * such a database has blob files and another store takes its place, batches fail with a {@link
   * io.github.imagefeed.store.ChangedStoreException} from then on, and where it is removed, as soon
   * as one needs a blob file that none has read before.
   *
   * @throws IOException if the library is {@link #missing} or does not load, too, as of all methods
   *     that read or write
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    return RocksDbOpening.open(path);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    return RocksDbOpening.manifest(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Checks each block of each table, each blob file's header, footer, and records, those out of
   * use as well, and the manifest's own checksum. RocksDB checks its list of files as it opens. Not
   * looked at are the file {@code IDENTITY}, which says nothing, the padding of tables' footers,
   * and what lies in the folder without being part of the state, such as logs for people.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    return RocksDbOpening.openStrictly(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store whose only block is not longer than those of a size that suits the images does not
   * tell that another size was asked for.
   */
  @Override
  public StoreFormat like(Path path) throws IOException {
    StoreManifest manifest = manifest(path);
    int images = RocksDbOpening.blockImages(path);
    int usual = Math.min(manifest.count(), defaultBlock(manifest.shape()));
    return images == usual ? new RocksDbFormat() : new RocksDbFormat(images);
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return RocksDbWriter.create(path, spec.shape(), blockImages(spec));
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return RocksDbRemains.resume(path, spec, blockImages(spec), kept);
  }

  /**
   * {@inheritDoc}
   *
   * <p>By a twin of the database, whose files are links to those that there are: nothing is copied
   * but a last block that is not full, whose old bytes stay in its file. The one step is the rename
   * of the file {@code CURRENT}, as in RocksDB itself. Blocks stay as long as they are; where the
   * store has but one, this format's length is taken. On a file system without hard links it fails.
   *
   * <p>Stores that are open for reading stay as they were opened; on Windows they keep files from
   * being deleted that the new state has no use for, and so the append from ending well.
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    int images = RocksDbOpening.blockImages(store);
    if (images < before.count()) {
      return RocksDbAppender.open(store, before, images);
    }
    StoreSpec whole =
        new StoreSpec(before.shape(), before.count() + more, before.classes(), before.source());
    return RocksDbAppender.open(store, before, Math.max(images, blockImages(whole)));
  }

  /** Tables, whose lengths depend on the version of RocksDB, are taken to be what 10.2 writes. */
  @Override
  public StoreSize predictSize(StoreSpec spec) {
    return RocksDbSize.of(spec, blockImages(spec));
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    return StorePlan.blocks(blockImages(spec));
  }

  /**
   * Images a value where none are asked for: as many as fit 64 KiB with their labels, a power of
   * two, at least one.
   */
  public static int defaultBlock(ImageShape shape) {
    int images = DEFAULT_BLOCK_BYTES / RocksDbFiles.recordBytes(shape);
    return Math.max(1, Integer.highestOneBit(images));
  }

  /** Images a value of this store: never more than it has. */
  private int blockImages(StoreSpec spec) {
    ImageShape shape = spec.shape();
    int each = RocksDbFiles.recordBytes(shape);
    int images = blockImages.orElseGet(() -> defaultBlock(shape));
    if (blockImages.isPresent() && (long) images * each > MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "block size is "
              + images
              + " images of "
              + shape
              + ", at most "
              + MAX_BLOCK_BYTES / each
              + " fit the limit of "
              + MAX_BLOCK_BYTES
              + " bytes");
    }
    return Math.min(spec.count(), images);
  }

  /** Blocks from one image, which most programs write, to many. */
  @Override
  public List<StoreVariant> variants() {
    return IntStream.of(1, 4, 16, 64, 128)
        .mapToObj(n -> new StoreVariant("block", String.valueOf(n), new RocksDbFormat(n)))
        .toList();
  }
}
