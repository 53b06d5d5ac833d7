package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** LMDB with blocks of images as values; the package's description has the layout byte by byte. */
public final class LmdbFormat implements StoreFormat {

  /**
   * Upper limit of a block where none is asked for. LMDB rounds a value up to whole 4 KiB pages:
   * with one CIFAR image a value that wastes a quarter of the file, with 128 less than 1 %.
   */
  private static final int DEFAULT_BLOCK_BYTES = 512 * 1024;

  /** LMDB itself ends at 4 GiB a value; a block is also one Java buffer in the writer. */
  private static final int MAX_BLOCK_BYTES = 1 << 28;

  private final OptionalInt blockImages;

  /** Blocks of a size that suits the images. */
  public LmdbFormat() {
    this.blockImages = OptionalInt.empty();
  }

  /** Blocks of that many images, at least 1. */
  public LmdbFormat(int blockImages) {
    if (blockImages < 1) {
      throw new IllegalArgumentException("block size is " + blockImages + ", expected at least 1");
    }
    this.blockImages = OptionalInt.of(blockImages);
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

  @Override
  public ImageStore open(Path path) throws IOException {
    return LmdbStore.open(path);
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    int images = Math.min(spec.count(), blockImages(spec.shape()));
    return new LmdbWriter(path, spec, images, LmdbFiles.mapSize(spec, images));
  }

  private int blockImages(ImageShape shape) {
    int each = LmdbFiles.recordBytes(shape);
    if (blockImages.isEmpty()) {
      return Math.max(1, Integer.highestOneBit(DEFAULT_BLOCK_BYTES / each));
    }
    int images = blockImages.getAsInt();
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
    return images;
  }
}
