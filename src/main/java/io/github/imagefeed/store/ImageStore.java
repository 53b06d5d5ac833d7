package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Random access to labelled uint8 images of one shape, a batch a call.
 *
 * <ul>
 *   <li>Order is kept: the image of {@code indices[from + k]} is the k-th one written. Indices may
 *       come in any order and more than once.
 *   <li>Image k goes to the bytes {@code pixels.position() + k * shape().bytes()} on, in the layout
 *       that {@link #shape()} names; its label, an index into {@link #classes()}, to {@code
 *       labels[k]}. No other byte or label is touched; position and limit stay as they were.
 *   <li>The buffer is direct and belongs to the caller before and after the call; the store keeps
 *       no reference to it.
 *   <li>Thread-safe: any number of threads may read at the same time, each into its own buffer.
 *   <li>No memory is allocated per image once a store is warm, but for what opening a file costs
 *       where each image has its own.
 *   <li>A store that is open does not change: reading an index again gives the same bytes, or fails
 *       with a {@link StoreException} where they are no longer to be had; never some of another
 *       store. What {@link StoreAppender} and {@link StoreShrinker} do to it shows when it is
 *       opened anew; how far it may stay open meanwhile, and what happens when others replace,
 *       remove or write to its files, stands with the methods of each {@link StoreFormat}.
 * </ul>
 */
public interface ImageStore extends AutoCloseable {

  /** What the store says about itself; shape, size and classes below are parts of it. */
  StoreManifest manifest();

  default ImageShape shape() {
    return manifest().shape();
  }

  /** Number of images; indices run from 0 to size − 1. */
  default int size() {
    return manifest().count();
  }

  default ClassNames classes() {
    return manifest().classes();
  }

  /**
   * Whether reading an image costs the processor more than a copy of its bytes, as decoding does:
   * then several threads read faster than one.
   */
  default boolean decodes() {
    return false;
  }

  /**
   * Images that are read as one piece, neighbours by index from a multiple of it on: where this is
   * above 1, a single image costs its whole piece, unless the piece was used a short while before.
   * An order that stays within some pieces for a while, a block-shuffled one, is many times as fast
   * then as one over all images.
   *
   * @return at least 1
   */
  default int pieceImages() {
    return 1;
  }

  /**
   * How the images lie in this store, for people, where its format knows several ways: what the
   * manifest, being the same in every format, does not say.
   */
  default Optional<String> layout() {
    return Optional.empty();
  }

  /**
   * The checksum of each image that was stored with it, in order, as {@link ImageChecksum} computes
   * it; empty where the store keeps none. {@link #read} does not look at them, {@link CheckedStore}
   * does.
   *
   * @return a new array
   * @throws IOException if the device fails
   * @throws IllegalStateException if the store is closed
   */
  default Optional<int[]> checksums() throws IOException {
    return Optional.empty();
  }

  /**
   * Reads the images {@code indices[from]} … {@code indices[to - 1]}.
   *
   * @param indices not changed
   * @param pixels direct, with at least {@code (to - from) * shape().bytes()} bytes remaining
   * @param labels at least {@code to - from} long
   * @throws IndexOutOfBoundsException if an index is not in the store (message names index and
   *     size), or {@code from}, {@code to} do not lie in {@code indices}
   * @throws IllegalArgumentException if the buffer is not direct, read-only, or too small, or the
   *     labels are too short
   * @throws StoreException if the stored image is damaged; the message names path and index; or if
   *     the store was changed, replaced or removed since it was opened, as far as its format does
   *     not keep it as it was
   * @throws IOException if the device fails
   * @throws IllegalStateException if the store is closed
   */
  void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) throws IOException;

  /**
   * Says that most of the store is about to be read, in any order: before an epoch, or before each.
   *
   * <ul>
   *   <li>Where its bytes are not in the system's page cache but fit into free memory, they are
   *       brought there in the background. Where they do not fit, nothing happens: what is read
   *       ahead would push out what was read before.
   *   <li>While that is under way, {@link #read} may wait for it, two seconds in all at most:
   *       single images fetched from elsewhere would hold up both.
   *   <li>Returns soon, and costs next to nothing when all is cached already.
   *   <li>Changes nothing of what {@link #read} gives, and never fails: an error of the device is
   *       left to the read that meets it.
   *   <li>Thread-safe; a second call while the first is at work does nothing, nor does a call after
   *       {@link #close}, which ends it.
   * </ul>
   *
   * <p>Does nothing where a store has no use for it.
   */
  default void readAhead() {}

  /**
   * Ends the use of the store; reads under way end well. Files are released at once, mappings at
   * the latest when the garbage collector finds them. Closing twice does nothing.
   */
  @Override
  void close() throws IOException;
}
