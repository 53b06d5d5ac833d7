package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import java.util.Optional;

/**
 * Decodes the images of one source into one RGB shape with planes: each resized to a given size, or
 * each required to have the size of the first. {@link ImageDecoder} says what becomes of each kind
 * of image. Not thread-safe.
 */
public final class UniformDecoder {

  private final ImageDecoder decoder;
  private final ImageShape shape;

  /** Says why every image has to have the shape's size; empty when images are resized. */
  private final Optional<String> sameSize;

  private UniformDecoder(ImageDecoder decoder, ImageShape shape, Optional<String> sameSize) {
    this.decoder = decoder;
    this.shape = shape;
    this.sameSize = sameSize;
  }

  /** Resizes and crops every image. */
  public static UniformDecoder resizing(ImageSize size) {
    return new UniformDecoder(new ImageDecoder(), size.shape(), Optional.empty());
  }

  /**
   * Refuses every image of another size than this one.
   *
   * @param name where the first image comes from, for messages
   * @param encoded a whole PNG or JPEG file
   * @throws SourceException if its size cannot be read
   */
  public static UniformDecoder like(String name, byte[] encoded) throws SourceException {
    ImageDecoder decoder = new ImageDecoder();
    String reason =
        "as in the first image " + name + "; give --size HEIGHTxWIDTH to resize all images";
    return new UniformDecoder(decoder, decoder.size(name, encoded).shape(), Optional.of(reason));
  }

  public ImageShape shape() {
    return shape;
  }

  /**
   * Decodes one image.
   *
   * @param name where the image comes from, for messages
   * @param encoded a whole PNG or JPEG file
   * @param pixels receives {@code shape().bytes()} bytes from offset 0; owned by the caller
   */
  public void decode(String name, byte[] encoded, byte[] pixels) throws SourceException {
    if (sameSize.isPresent()) {
      decoder.decodeExactly(name, encoded, shape, pixels, sameSize.get());
    } else {
      decoder.decode(name, encoded, shape, pixels);
    }
  }
}
