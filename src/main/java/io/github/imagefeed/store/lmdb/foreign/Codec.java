package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files in memory by ImageIO. One thread at a time; holds memory only.
 *
 * <p>Each file gets a reader of its own: one that is kept decodes a JPEG that lacks its tables with
 * those of the file before.
 */
final class Codec {

  /** Keeps one decoded image within a few hundred MB. */
  private static final int MAX_PIXELS = 1 << 26;

  private static final int PNG_SIGNATURE_BYTES = 8;

  /** Length, kind and checksum: what a chunk has besides its data. */
  private static final int CHUNK_OVERHEAD = 12;

  private static final int IEND = 0x49454E44;

  private final ImageReaderSpi png = provider("PNG");
  private final ImageReaderSpi jpeg = provider("JPEG");
  private final CRC32 crc = new CRC32();

  private static ImageReaderSpi provider(String kind) {
    return ImageIO.getImageReadersByFormatName(kind).next().getOriginatingProvider();
  }

  /**
   * Decodes.
   *
   * @param file of which the first {@code length} bytes count
   * @param shape whose height and width the image must have
   */
  BufferedImage decode(byte[] file, int length, ImageShape shape) throws ValueException {
    boolean isPng = file[0] != (byte) 0xff; // what neither kind begins with was refused before
    if (isPng) {
      checkPng(file, length);
    }
    ImageReader reader = reader(isPng ? png : jpeg);
    try {
      return decode(reader, file, length, shape);
    } catch (IOException | RuntimeException e) { // in memory: the fault is the file's
      String found = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      throw new ValueException("cannot be decoded: " + found, e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(ImageReaderSpi provider) {
    try {
      return provider.createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("this Java has no reader of images", e);
    }
  }

  private static BufferedImage decode(ImageReader reader, byte[] file, int length, ImageShape shape)
      throws IOException, ValueException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    reader.setInput(
        new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length)),
        /* seekForwardOnly= */ true,
        /* ignoreMetadata= */ true);
    int height = reader.getHeight(0);
    int width = reader.getWidth(0);
    if (height != shape.height() || width != shape.width()) {
      throw new ValueException("is of " + height + "x" + width + ", expected " + shape);
    }
    if (shape.area() > MAX_PIXELS) {
      throw new ValueException("has " + shape.area() + " pixels, at most " + MAX_PIXELS);
    }
    if (!reader.getImageTypes(0).hasNext()) {
      throw new ValueException("has colours (CMYK?) that cannot be read, expected grey or RGB");
    }
    BufferedImage image = reader.read(0);
    for (String warning : warnings) {
      if (isDamage(warning)) {
        throw new ValueException("is damaged: " + warning);
      }
    }
    return image;
  }

  /** The JPEG reader fills what is missing with grey; stray bytes between segments do no harm. */
  private static boolean isDamage(String warning) {
    return warning.startsWith("Truncated")
        || warning.startsWith("Premature")
        || (warning.startsWith("Corrupt") && !warning.contains("extraneous bytes"));
  }

  /** ImageIO does not compare the checksums of chunks. */
  private void checkPng(byte[] file, int length) throws ValueException {
    ByteBuffer in = ByteBuffer.wrap(file, 0, length);
    int at = PNG_SIGNATURE_BYTES;
    while (at <= length - CHUNK_OVERHEAD) {
      int data = in.getInt(at);
      if (data < 0 || data > length - at - CHUNK_OVERHEAD) {
        throw new ValueException("is a damaged or cut PNG: a chunk at its byte " + at);
      }
      crc.reset();
      crc.update(file, at + 4, data + 4);
      if ((int) crc.getValue() != in.getInt(at + 8 + data)) {
        throw new ValueException("is a damaged PNG: the checksum of the chunk at its byte " + at);
      }
      if (in.getInt(at + 4) == IEND) {
        return;
      }
      at += CHUNK_OVERHEAD + data;
    }
    throw new ValueException("is a cut PNG: its end is missing");
  }
}
