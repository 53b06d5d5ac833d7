package io.github.imagefeed.store;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import java.util.HexFormat;

/**
 * SHA-256 over images and labels in order, equal for equal images in every format and layout.
 *
 * <p>Digested are height, width and channels, then for each image its label and its pixels as
 * planes (CHW); numbers as 32-bit little-endian. Class names and source are not part of it. Not
 * thread-safe.
 */
public final class ContentDigest {

  private final SideDigest sha = new SideDigest();
  private final ImageShape shape;
  private final byte[] planes;

  public ContentDigest(ImageShape shape) {
    this.shape = shape;
    this.planes = new byte[shape.layout() == Layout.HWC ? shape.bytes() : 0];
    sha.putInt(shape.height());
    sha.putInt(shape.width());
    sha.putInt(shape.channels());
  }

  /** Adds the next image; pixels are in the layout of the shape and are not changed. */
  public void add(byte[] pixels, int label) {
    sha.putInt(label);
    if (shape.layout() == Layout.CHW) {
      sha.put(pixels, shape.bytes());
    } else {
      Pixels.transpose(pixels, shape, planes);
      sha.put(planes, planes.length);
    }
  }

  /** The digest as 64 hex digits; ends the use of this object. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
