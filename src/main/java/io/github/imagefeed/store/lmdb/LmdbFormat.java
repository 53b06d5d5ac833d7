package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.CompactableFormat;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.ShrinkableFormat;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** LMDB with blocks of images as values; the package's description has the layout byte by byte. */
public final class LmdbFormat implements ShrinkableFormat, CompactableFormat {

  /** Upper limit of a block of several images where none is asked for. */
  private static final int DEFAULT_BLOCK_BYTES = 512 * 1024;

  /** A file may end a little behind the prediction, and a map costs addresses only. */
  private static final long MAP_SLACK_BYTES = 1 << 20;

  /** LMDB itself ends at 4 GiB a value; a block is also one Java buffer in the writer. */
  private static final int MAX_BLOCK_BYTES = 1 << 28;

  /** Where a map starts that is left to grow, as programs do that know no number of images. */
  private static final long SMALL_MAP_BYTES = 1 << 20;

  private final OptionalInt blockImages;
  private final long inPlaceBytes;

  /** Empty for a map that holds all from the start. */
  private final OptionalLong firstMapBytes;

  /** Blocks of a size that suits the images. */
  public LmdbFormat() {
    this(OptionalInt.empty(), LmdbGrowth.IN_PLACE_BYTES);
  }

  /** Blocks of that many images, at least 1. */
  public LmdbFormat(int blockImages) {
    this(OptionalInt.of(blockImages), LmdbGrowth.IN_PLACE_BYTES);
  }

  /** For tests: a store to which more is added is copied. */
  LmdbFormat(OptionalInt blockImages, long inPlaceBytes) {
    this(blockImages, inPlaceBytes, OptionalLong.empty());
  }

  private LmdbFormat(OptionalInt blockImages, long inPlaceBytes, OptionalLong firstMapBytes) {
    if (blockImages.isPresent() && blockImages.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "block size is " + blockImages.getAsInt() + ", expected at least 1");
    }
    this.blockImages = blockImages;
    this.inPlaceBytes = inPlaceBytes;
    this.firstMapBytes = firstMapBytes;
  }

  @Override
  public String name() {
    return "lmdb";
  }

  @Override
  public String description() {
    return "LMDB environment (folder), a block of images a value";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isRegularFile(path.resolve(LmdbFiles.DATA));
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store that is replaced or removed, also by {@link io.github.imagefeed.store.StoreWriter},
   * stays as it was for who has it open. One that is changed in place stays so through one change,
   * see {@link #append}. One that is cut or written over by another program is noticed at the end
   * of each batch, by its length, its meta pages and its time of modification: such a batch fails
   * with a {@link io.github.imagefeed.store.ChangedStoreException}, and so do all that follow. So
   * does one that another program changes by LMDB, while it writes, and one whose own change
   * failed.
   *
   * <ul>
   *   <li>Not noticed is a writer that sets the time back or writes within the same tick of the
   *       file system's clock as the one before, or while this program changes the store, and
   *       leaves the meta pages as they were; {@link io.github.imagefeed.store.CheckedStore} does
   *       notice.
   *   <li>While a store is opened, native LMDB looks at mapped pages for a moment: a file that is
   *       cut in that moment by another program ends the JVM.
   * </ul>
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    return LmdbStore.open(path);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    try (LmdbSnapshot snapshot = LmdbSnapshot.open(path)) {
      return snapshot.manifest();
    }
  }

  /**
   * Looks at each page that is in use, at the heads of values, too, and at the manifest's own
   * checksum. Two bytes of each head mean nothing: LMDB leaves there what it finds.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    return LmdbStore.openStrictly(path);
  }

  @Override
  public StoreFormat like(Path path) throws IOException {
    ImageShape shape = manifest(path).shape();
    int images = LmdbSnapshot.firstBlockBytes(path) / LmdbFiles.recordBytes(shape);
    return images == defaultBlock(shape) ? new LmdbFormat() : new LmdbFormat(Math.max(1, images));
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    int images = blockImages(spec);
    return new LmdbWriter(
        path, spec, images, firstMapBytes.orElseGet(() -> mapBytes(spec, images)), 0);
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    int images = blockImages(spec);
    int blocks = LmdbRemains.keep(path, spec, images, kept);
    return LmdbWriter.resume(
        path, spec, images, firstMapBytes.orElseGet(() -> mapBytes(spec, images)), blocks);
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    int images = blockImages(spec);
    LmdbFiles.requireFewBlocks(spec.count(), images);
    return StorePlan.blocks(images).mapping(mapBytes(spec, images));
  }

  static long mapBytes(StoreSpec spec, int images) {
    return LmdbFiles.fileBytes(spec, images) + MAP_SLACK_BYTES;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Up to 256 MiB in place, in one transaction ({@link LmdbEdit}), which also holds the last
   * block where it was not full, and takes as much memory until it ends. More by a longer copy of
   * the whole store beside it ({@link LmdbCopyAppender}), which takes as long as writing it and,
   * until the end, room for both. Blocks stay as long as they are; where the store has but one,
   * this format's length is taken.
   *
   * <p>Readers hold no lock that LMDB's writers would see. A store that is open for reading keeps
   * its images through one change: LMDB does not use the pages again that this change frees. The
   * next change but one may, so after the second change each batch is refused with a {@link
   * io.github.imagefeed.store.StoreException}, as its bytes may be others': the store must be
   * opened anew. A copy leaves it on the old file for good; on Windows it keeps that file from
   * being replaced.
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    StoreSpec whole =
        new StoreSpec(before.shape(), before.count() + more, before.classes(), before.source());
    return LmdbGrowth.open(store, before, more, blockImages(whole), inPlaceBytes);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In one transaction ({@link LmdbEdit}). The file stays as long as it is: the pages that are
   * free now serve the next change but one, or {@link #compact} gives them back. For stores that
   * are open for reading the same holds as for {@link #append}.
   */
  @Override
  public void truncate(Path store, StoreManifest before, StoreManifest after) throws IOException {
    int each = LmdbFiles.recordBytes(before.shape());
    int images = LmdbSnapshot.firstBlockBytes(store) / each;
    try (LmdbEdit edit = LmdbEdit.open(store, (long) images * each)) {
      int whole = after.count() / images;
      int rest = after.count() % images;
      int blocks = (before.count() - 1) / images + 1;
      for (int block = blocks - 1; block >= whole + (rest > 0 ? 1 : 0); block--) {
        edit.delete(block);
      }
      if (rest > 0) {
        BlockBuffer buffer = BlockBuffer.allocate(before.shape().bytes(), rest);
        buffer.addFirst(edit.block(whole), rest);
        edit.put(whole, buffer.take());
      }
      edit.commit(after);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store that is open for reading stays as it was opened, on the old file; on Windows it
   * keeps that file from being replaced.
   */
  @Override
  public void compact(Path store) throws IOException {
    LmdbCompaction.run(store);
  }

  /** Pages are taken to have 4 KiB; where the system's are larger, small stores are larger too. */
  @Override
  public StoreSize predictSize(StoreSpec spec) {
    int images = blockImages(spec);
    LmdbFiles.requireFewBlocks(spec.count(), images);
    return StoreSize.ofFile(LmdbFiles.fileBytes(spec, images), Certainty.ESTIMATE);
  }

  /**
   * Images a value where none are asked for: as many as fit 512 KiB with their labels, a power of
   * two, at least one.
   *
   * <ul>
   *   <li>A value takes whole pages of 4 KiB, so small ones waste: one CIFAR image a value a
   *       quarter of the file, four as much, five a sixteenth of it, 64 or more less than 3 %.
   *   <li>Reading costs the same for all, as addresses are looked up once, at open; looking them up
   *       takes less for fewer values.
   *   <li>More gains nothing, and the writer holds a block in memory.
   *   <li>A power of two divides the batches that people use, so that a batch in order touches few
   *       values.
   * </ul>
   */
  public static int defaultBlock(ImageShape shape) {
    int images = DEFAULT_BLOCK_BYTES / LmdbFiles.recordBytes(shape);
    return Math.max(1, Integer.highestOneBit(images));
  }

  /** Images a value of this store: never more than it has. */
  private int blockImages(StoreSpec spec) {
    ImageShape shape = spec.shape();
    int each = LmdbFiles.recordBytes(shape);
    int images = blockImages.orElseGet(() -> defaultBlock(shape));
    if (blockImages.isEmpty()) {
      return Math.min(spec.count(), images);
    }
    if ((long) images * each > MAX_BLOCK_BYTES) {
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

  /**
   * Blocks from one image, which most programs write, to many, five CIFAR images filling pages
   * well; and a map that starts small and grows, where the number of images is not known before.
   */
  @Override
  public List<StoreVariant> variants() {
    StoreFormat growing =
        new LmdbFormat(
            OptionalInt.empty(), LmdbGrowth.IN_PLACE_BYTES, OptionalLong.of(SMALL_MAP_BYTES));
    return Stream.concat(
            IntStream.of(1, 2, 4, 5, 16, 64, 128)
                .mapToObj(n -> new StoreVariant("block", String.valueOf(n), new LmdbFormat(n))),
            Stream.of(new StoreVariant("map", "growing", growing)))
        .toList();
  }
}
