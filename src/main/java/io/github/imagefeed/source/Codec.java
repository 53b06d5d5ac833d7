package io.github.imagefeed.source;

import io.github.imagefeed.image.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ImageIO's reader of one kind. Not thread-safe. A file, whose name is for messages only, is
 * opened, then decoded at most once.
 *
 * <p>Each file gets a reader of its own: one that is kept decodes a JPEG file that lacks its tables
 * with those of the file before, and so gives wrong pixels without a word.
 */
final class Codec {

  /** Keeps one decoded image within a few hundred MB. */
  static final int MAX_PIXELS = 1 << 26;

  private static final Logger LOG = LoggerFactory.getLogger(Codec.class);

  private final String kind;
  private final byte[] signature;
  private final ImageReaderSpi provider;
  private ImageReader reader;
  private final List<String> warnings = new ArrayList<>();

  private Codec(String kind, int... signature) {
    this.kind = kind;
    this.signature = new byte[signature.length];
    for (int i = 0; i < signature.length; i++) {
      this.signature[i] = (byte) signature[i];
    }
    this.reader = ImageIO.getImageReadersByFormatName(kind).next();
    this.provider = reader.getOriginatingProvider();
  }

  static Codec png() {
    return new Codec("PNG", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
  }

  static Codec jpeg() {
    return new Codec("JPEG", 0xFF, 0xD8, 0xFF);
  }

  /** Whether the file begins as a file of this kind does. */
  boolean recognises(byte[] bytes) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }

  /** Reads the header and refuses sizes that should not be decoded. */
  ImageSize open(String file, byte[] bytes) throws SourceException {
    if (kind.equals("PNG")) {
      String damage = PngCheck.damage(bytes);
      if (!damage.isEmpty()) {
        throw new SourceException(file + ": " + damage + "; expected a whole PNG file");
      }
    }
    warnings.clear();
    reader.dispose();
    reader = newReader(file);
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    // Straight from memory: ImageIO's own streams go through a temporary file.
    reader.setInput(
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)),
        /* seekForwardOnly= */ true,
        /* ignoreMetadata= */ true);
    try {
      return checked(file, reader.getHeight(0), reader.getWidth(0));
    } catch (SourceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw undecodable(file, e);
    }
  }

  private ImageReader newReader(String file) {
    try {
      return provider.createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("no reader of " + kind + " for " + file, e);
    }
  }

  /** Decodes the file that was opened last. */
  BufferedImage decode(String file) throws SourceException {
    BufferedImage image;
    try {
      if (!reader.getImageTypes(0).hasNext()) {
        throw new SourceException(
            file
                + ": the colours of this "
                + kind
                + " (CMYK or YCCK?) cannot be read, expected grey or RGB");
      }
      image = reader.read(0);
    } catch (SourceException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw undecodable(file, e);
    }
    for (String warning : warnings) {
      if (isDamage(warning)) {
        throw new SourceException(
            file + ": damaged " + kind + ": " + warning + "; expected a whole file");
      }
      LOG.debug("{}: {}", file, warning);
    }
    return image;
  }

  private static ImageSize checked(String file, int height, int width) throws SourceException {
    if (height < 1 || width < 1) {
      throw new SourceException(
          file + ": height is " + height + " and width is " + width + ", expected at least 1 each");
    }
    if (height > ImageShape.MAX_SIDE || width > ImageShape.MAX_SIDE) {
      throw new SourceException(
          String.format(
              "%s: image is %dx%d (height x width), expected no side over %d",
              file, height, width, ImageShape.MAX_SIDE));
    }
    if ((long) height * width > MAX_PIXELS) {
      throw new SourceException(
          String.format(
              "%s: image is %dx%d (height x width), %d pixels, expected at most %d pixels",
              file, height, width, (long) height * width, MAX_PIXELS));
    }
    return new ImageSize(height, width);
  }

  /**
   * Whether a warning means lost pixels: the JPEG reader fills what is missing with grey and goes
   * on. Stray bytes between segments are common and harmless.
   */
  private static boolean isDamage(String warning) {
    return warning.startsWith("Truncated")
        || warning.startsWith("Premature")
        || (warning.startsWith("Corrupt") && !warning.contains("extraneous bytes"));
  }

  /**
   * The bytes are in memory, so every failure is the file's. ImageIO throws runtime exceptions too
   * on damaged files.
   */
  private SourceException undecodable(String file, Exception cause) {
    String found = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new SourceException(
        file + ": cannot be decoded: " + found + "; expected a whole " + kind + " file", cause);
  }
}
