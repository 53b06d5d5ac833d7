package io.github.imagefeed.source;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.io.Closeable;
import java.io.IOException;

/**
 * Labelled images of one shape, to be read once into a store.
 *
 * <ul>
 *   <li>An image's place in its split is fixed: reading it again gives the same bytes and label.
 *   <li>Any index may be asked for in any order; ascending order is the fast one.
 *   <li>One thread at a time; not thread-safe.
 *   <li>Pixels are uint8 in the layout that {@link #shape()} names.
 *   <li>Labels are checked: {@link #read} returns an index into {@link #classes()} or throws.
 *   <li>Damaged or foreign data throws {@link SourceException}, whose message names the file, what
 *       was found and what was expected; {@link IOException} is for failing devices.
 * </ul>
 */
public interface ImageSource extends Closeable {

  /** What this is and where it lies, for people: {@code CIFAR-10 binary version, data/cifar…}. */
  String description();

  ImageShape shape();

  ClassNames classes();

  /** Number of images in the split; 0 where the source has no such split. */
  int size(Split split);

  /**
   * Reads one image.
   *
   * @param index 0 ≤ index &lt; {@code size(split)}
   * @param pixels receives {@code shape().bytes()} bytes from offset 0; owned by the caller
   * @return the label
   * @throws IndexOutOfBoundsException if the index is not in the split
   */
  int read(Split split, int index, byte[] pixels) throws IOException;

  /** Releases open files and removes temporary ones; {@link #read} fails afterwards. */
  @Override
  void close() throws IOException;
}
