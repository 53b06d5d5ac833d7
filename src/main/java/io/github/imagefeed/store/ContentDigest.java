package io.github.imagefeed.store;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over images and labels in order, equal for equal images in every format and layout.
 *
 * <p>Digested are height, width and channels, then for each image its label and its pixels as
 * planes (CHW); numbers as 32-bit little-endian. Class names and source are not part of it. Not
 * thread-safe.
 */
public final class ContentDigest {

  private final MessageDigest sha = sha256();
  private final ImageShape shape;
  private final ByteBuffer number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
  private final byte[] planes;

  public ContentDigest(ImageShape shape) {
    this.shape = shape;
    this.planes = new byte[shape.layout() == Layout.HWC ? shape.bytes() : 0];
    add(shape.height());
    add(shape.width());
    add(shape.channels());
  }

  /** Adds the next image; pixels are in the layout of the shape and are not changed. */
  public void add(byte[] pixels, int label) {
    add(label);
    if (shape.layout() == Layout.CHW) {
      sha.update(pixels, 0, shape.bytes());
    } else {
      Pixels.transpose(pixels, shape, planes);
      sha.update(planes);
    }
  }

  private void add(int value) {
    sha.update(number.clear().putInt(value).flip());
  }

  /** The digest as 64 hex digits; ends the use of this object. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
