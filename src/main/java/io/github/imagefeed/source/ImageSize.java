package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Size of an image in pixels, written {@code HEIGHTxWIDTH}.
 *
 * @param height rows, 1 to {@link ImageShape#MAX_SIDE}
 * @param width columns, 1 to {@link ImageShape#MAX_SIDE}
 */
public record ImageSize(int height, int width) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})[xX](\\d{1,9})");

  public ImageSize {
    ImageShape unused = ImageShape.rgb(height, width); // checks both sides
  }

  /**
   * Reads {@code HxW}, such as {@code 32x48} for 32 rows of 48 pixels.
   *
   * @throws IllegalArgumentException if the text is not a size or a side is out of range
   */
  public static ImageSize parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "size is '" + text + "', expected HEIGHTxWIDTH in pixels, such as 32x32");
    }
    return new ImageSize(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The RGB shape of this size, with planes. */
  public ImageShape shape() {
    return ImageShape.rgb(height, width);
  }

  /** For people: {@code 32x48}, height first. */
  @Override
  public String toString() {
    return height + "x" + width;
  }
}
