package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.List;

/**
 * Decodes PNG and JPEG files, on disk or in memory, into pixels of a given shape.
 *
 * <ul>
 *   <li>The content decides the kind, not the file's name.
 *   <li>An image of another size is scaled, keeping its proportions, until it just covers the
 *       target, then cropped around its centre. Scaling down averages, so it does not alias.
 *   <li>Grey and palette become RGB. Transparent pixels are laid over white. Of 16-bit samples the
 *       nearest 8-bit value is taken. A shape of one channel gets the brightness (ITU-R BT.601).
 *   <li>Colour profiles and the EXIF orientation are ignored; of several images in a file the first
 *       is taken.
 *   <li>A file that is missing, damaged or of another kind, or over 256 MiB, {@link
 *       ImageShape#MAX_SIDE} pixels a side or 64 Mi pixels in all, throws {@link SourceException};
 *       the limits are checked before anything of that size is allocated.
 *   <li>Not thread-safe: one decoder a thread. It holds memory only, so it needs no closing.
 * </ul>
 */
public final class ImageDecoder {

  /** The longest file that is decoded, in bytes. */
  public static final int MAX_FILE_BYTES = 1 << 28;

  /** Bytes of an unknown file to show: enough to recognise its kind. */
  private static final int SHOWN_BYTES = 8;

  private final List<Codec> codecs = List.of(Codec.png(), Codec.jpeg());

  /** Reads the size of an image from its header. */
  public ImageSize size(Path file) throws IOException {
    return size(file.toString(), load(file));
  }

  /**
   * Reads the size of an image from its header.
   *
   * @param name where the image comes from, for messages
   * @param encoded a whole PNG or JPEG file
   */
  public ImageSize size(String name, byte[] encoded) throws SourceException {
    return codecFor(name, encoded).open(name, encoded);
  }

  /** Decodes an image, resized and cropped where needed, into a new array. */
  public byte[] decode(Path file, ImageShape target) throws IOException {
    byte[] pixels = new byte[target.bytes()];
    decode(file, target, pixels);
    return pixels;
  }

  /**
   * Decodes an image, resized and cropped where needed.
   *
   * @param pixels receives {@code target.bytes()} bytes from offset 0; owned by the caller
   */
  public void decode(Path file, ImageShape target, byte[] pixels) throws IOException {
    decode(file.toString(), load(file), target, pixels);
  }

  /**
   * Decodes an image, resized and cropped where needed.
   *
   * @param name where the image comes from, for messages
   * @param encoded a whole PNG or JPEG file
   * @param pixels receives {@code target.bytes()} bytes from offset 0; owned by the caller
   */
  public void decode(String name, byte[] encoded, ImageShape target, byte[] pixels)
      throws SourceException {
    Codec codec = codecFor(name, encoded);
    ImageSize unused = codec.open(name, encoded); // any size will do
    fill(name, codec, target, pixels);
  }

  /**
   * Decodes an image that must have the target's size already.
   *
   * @param expectation appended to the message when it has not
   */
  public void decodeExactly(Path file, ImageShape target, byte[] pixels, String expectation)
      throws IOException {
    decodeExactly(file.toString(), load(file), target, pixels, expectation);
  }

  /** Decodes an image that must have the target's size already, as the other method does. */
  void decodeExactly(
      String name, byte[] encoded, ImageShape target, byte[] pixels, String expectation)
      throws SourceException {
    Codec codec = codecFor(name, encoded);
    ImageSize found = codec.open(name, encoded);
    if (found.height() != target.height() || found.width() != target.width()) {
      throw new SourceException(
          String.format(
              "%s: image is %s (height x width), expected %dx%d %s",
              name, found, target.height(), target.width(), expectation));
    }
    fill(name, codec, target, pixels);
  }

  private static void fill(String name, Codec codec, ImageShape target, byte[] pixels)
      throws SourceException {
    RgbRows rows;
    try {
      rows = RgbRows.of(codec.decode(name));
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          name + ": image has " + e.getMessage() + ", expected grey or RGB of 8 or 16 bits", e);
    }
    Resampler.fill(rows, target, pixels);
  }

  private Codec codecFor(String name, byte[] encoded) throws SourceException {
    if (encoded.length == 0) {
      throw new SourceException(name + ": is empty (0 bytes), expected a PNG or JPEG image");
    }
    for (Codec codec : codecs) {
      if (codec.recognises(encoded)) {
        return codec;
      }
    }
    String start =
        HexFormat.ofDelimiter(" ").formatHex(encoded, 0, Math.min(SHOWN_BYTES, encoded.length));
    throw new SourceException(
        name + ": is neither PNG nor JPEG, it begins with the bytes " + start);
  }

  private static byte[] load(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new SourceException(file + ": no such file, expected a PNG or JPEG image");
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new SourceException(file + ": is not a regular file, expected a PNG or JPEG image");
    }
    if (attributes.size() > MAX_FILE_BYTES) {
      throw new SourceException(
          file + ": has " + attributes.size() + " bytes, expected at most " + MAX_FILE_BYTES);
    }
    return Files.readAllBytes(file);
  }
}
