package io.github.imagefeed.store;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A chain of SHA-256 over images and labels in order, equal for equal images in every format and
 * layout.
 *
 * <pre>
 * d(0) = SHA-256(height, width, channels)
 * d(k) = SHA-256(d(k-1), label of image k, pixels of image k as planes, CHW)
 * </pre>
 *
 * <p>Numbers are 32-bit little-endian, d is the 32 bytes themselves. The digest of n images is
 * d(n), so that a store can grow without being read again. Class names and source are not part of
 * it. Not thread-safe.
 */
public final class ContentDigest {

  private static final int READ_BYTES = 1 << 20;

  private final SideDigest sha;
  private final ImageShape shape;
  private final byte[] planes;

  /** Starts before the first image. */
  public ContentDigest(ImageShape shape) {
    this(shape, firstLink(shape));
  }

  private ContentDigest(ImageShape shape, byte[] link) {
    this.shape = shape;
    this.planes = new byte[shape.layout() == Layout.HWC ? shape.bytes() : 0];
    this.sha = new SideDigest(link, Integer.BYTES + shape.bytes());
  }

  private static byte[] firstLink(ImageShape shape) {
    ByteBuffer bytes = ByteBuffer.allocate(3 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(shape.height()).putInt(shape.width()).putInt(shape.channels());
    return SideDigest.first(bytes.array());
  }

  /**
   * Goes on behind images that have a digest already.
   *
   * @param hex the digest of images of this shape, 64 hex digits
   */
  public static ContentDigest continuing(ImageShape shape, String hex) {
    byte[] link = HexFormat.of().parseHex(hex);
    if (link.length != SideDigest.LINK_BYTES) {
      throw new IllegalArgumentException("digest is '" + hex + "', expected 64 hex digits");
    }
    return new ContentDigest(shape, link);
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

  /**
   * Adds the images {@code from} … {@code to - 1} of a store of the same shape, by reading them.
   *
   * @throws IOException as {@link ImageStore#read} does
   */
  public void add(ImageStore store, int from, int to) throws IOException {
    int bytes = shape.bytes();
    int batch = Math.max(1, READ_BYTES / bytes);
    ByteBuffer pixels = ByteBuffer.allocateDirect(batch * bytes);
    byte[] image = new byte[bytes];
    int[] indices = new int[batch];
    int[] labels = new int[batch];
    for (int first = from, count; first < to; first += count) {
      count = Math.min(batch, to - first);
      for (int k = 0; k < count; k++) {
        indices[k] = first + k;
      }
      store.read(indices, 0, count, pixels, labels);
      for (int k = 0; k < count; k++) {
        pixels.get(k * bytes, image);
        add(image, labels[k]);
      }
    }
  }

  /** The digest as 64 hex digits; ends the use of this object. */
  public String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
