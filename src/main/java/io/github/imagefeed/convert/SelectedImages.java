package io.github.imagefeed.convert;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSource;
import java.io.IOException;

/**
 * What a selection takes of a source, by the index that each image has in the store that an import
 * of the two makes.
 *
 * @param source stays the caller's
 */
public record SelectedImages(ImageSource source, Selection selection) {

  public int size() {
    return selection.count();
  }

  public ImageShape shape() {
    return source.shape();
  }

  public ClassNames classes() {
    return source.classes();
  }

  /**
   * Reads an image.
   *
   * @param pixels receives {@code shape().bytes()} bytes
   * @return the label
   */
  public int read(int index, byte[] pixels) throws IOException {
    int[] label = new int[1];
    selection.<IOException>visit(
        source, index, (split, at) -> label[0] = source.read(split, at, pixels));
    return label[0];
  }
}
