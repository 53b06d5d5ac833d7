package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One way of keeping images on disk, read and written. Implementations are stateless and listed by
 * the catalog.
 */
public interface StoreFormat extends StoreReader {

  /**
   * What a finished store says about itself; labels and images are not looked at, and may be
   * damaged.
   *
   * @throws StoreException if it is unfinished, foreign, or damaged where it says that
   */
  StoreManifest manifest(Path path) throws IOException;

  /**
   * Opens a store to find out what of it is damaged: after checking each byte that is neither of an
   * image, nor a label, nor a checksum, and with reads that check each byte of the images' files.
   * What is wrong with an image shows when it is read, as far as images can be told apart. Slower
   * than {@link #open}.
   *
   * @throws StoreException as of {@link #open}, or if a byte is not the one that this program wrote
   */
  ImageStore openStrictly(Path path) throws IOException;

  /**
   * This format with the choices by which a store was written, as far as it tells: to write another
   * such store.
   *
   * @throws StoreException if it cannot be opened
   */
  StoreFormat like(Path path) throws IOException;

  /**
   * Starts a store at a path where nothing exists. {@link StoreWriter} is the way in for callers:
   * it gives a temporary path and renames it when the store is complete.
   */
  ImageStoreWriter create(Path path, StoreSpec spec) throws IOException;

  /**
   * Goes on with a store that {@link #create} started and whose writer was stopped, by a crash of
   * the program or of the machine, at any moment. {@link StoreWriter#resume} is the way in for
   * callers.
   *
   * <p>Reads what is there from the first image on, as far as images have their checksums, and
   * hands each to {@code kept}; what lies behind them is discarded. The writer takes the images
   * after them.
   *
   * @param path what {@code create} made for the same specification, by a format of the same
   *     choices
   * @throws StoreException if nothing of it can be used
   */
  ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException;

  /**
   * Starts to add images behind those of a finished store. {@link StoreAppender} is the way in for
   * callers: it has opened the store once, and keeps others from changing it.
   *
   * <ul>
   *   <li>The store opens as it was, for every reader, until {@link ImageStoreWriter#finish} gets
   *       the manifest of the whole, and afterwards with all images. That moment is one step of the
   *       file system or the database, the last but forcing, and what it makes visible was forced
   *       before.
   *   <li>{@link ImageStoreWriter#close} before that moment takes back what can be seen on disk,
   *       also after a {@code finish} that failed; after it, it only releases.
   *   <li>What a killed append has left does not keep the store from opening, and the next append
   *       removes or replaces it.
   * </ul>
   *
   * <p>An implementation says what an append costs beyond the added images, and what happens to
   * stores that are open for reading.
   *
   * @param store an absolute path without links
   * @param before the manifest of the store
   * @param more number of images that will be added, at least 1
   */
  ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException;

  /**
   * How large the store will be that {@link #create} starts; nothing is written.
   *
   * @throws IllegalArgumentException if {@code create} would refuse the specification
   */
  StoreSize predictSize(StoreSpec spec);

  /**
   * How {@link #create} would lay out such a store; nothing is written.
   *
   * @throws IllegalArgumentException if {@code create} would refuse the specification
   */
  StorePlan plan(StoreSpec spec);

  /**
   * The choices that there are for new stores, to be compared; none where there is one way only.
   */
  default List<StoreVariant> variants() {
    return List.of();
  }
}
