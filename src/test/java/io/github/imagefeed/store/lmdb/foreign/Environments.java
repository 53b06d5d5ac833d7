package io.github.imagefeed.store.lmdb.foreign;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Environments and values as other programs write them, made without these. */
final class Environments {

  private static final long MAP_BYTES = 1 << 24;
  private static final int PNG_DEPTH_AT = 24;

  private Environments() {}

  /** Puts entries, out of order, in one transaction. */
  static Path put(Path folder, Map<String, byte[]> entries) throws IOException {
    Files.createDirectories(folder);
    List<String> keys = new ArrayList<>(entries.keySet());
    java.util.Collections.shuffle(keys, new Random(3));
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(MAP_BYTES)
            .open(folder.toFile(), EnvFlags.MDB_NOLOCK)) {
      Dbi<byte[]> table = env.openDbi((String) null);
      try (Txn<byte[]> txn = env.txnWrite()) {
        for (String key : keys) {
          table.put(txn, key.getBytes(StandardCharsets.UTF_8), entries.get(key));
        }
        txn.commit();
      }
    }
    return folder;
  }

  /** Raw Datums, their planes in the order blue, green, red. */
  static Map<String, byte[]> datums(Samples samples) {
    Map<String, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < samples.count(); i++) {
      entries.put(String.format("%08d", i), datum(samples, i));
    }
    return entries;
  }

  static byte[] datum(Samples samples, int image) {
    int channels = samples.shape().channels();
    byte[] interleaved = samples.pixels(image);
    byte[] planes = new byte[interleaved.length];
    int area = samples.shape().area();
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < channels; c++) {
        planes[(channels - 1 - c) * area + p] = interleaved[p * channels + c];
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    number(out, 1, channels);
    number(out, 2, samples.shape().height());
    number(out, 3, samples.shape().width());
    out.write(4 << 3 | 2);
    varint(out, planes.length);
    out.writeBytes(planes);
    number(out, 5, samples.label(image));
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, int field, int value) {
    out.write(field << 3);
    varint(out, value);
  }

  static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }

  /** As Python 3 pickles an object by protocol 2, pixels as text. */
  static byte[] pickle(Samples samples, int image) {
    byte[] text =
        new String(samples.pixels(image), StandardCharsets.ISO_8859_1)
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ascii(out, "\u0080\u0002c__main__\nCIFAR_Image\nq\0)\u0081q\u0001}q\u0002(");
    name(out, "channels");
    ascii(out, "K" + (char) samples.shape().channels());
    name(out, "size");
    ascii(
        out,
        "K" + (char) samples.shape().height() + "K" + (char) samples.shape().width() + "\u0086");
    name(out, "image");
    ascii(out, "c_codecs\nencode\n");
    unicode(out, text);
    name(out, "latin1");
    ascii(out, "\u0086R");
    name(out, "label");
    ascii(out, "K" + (char) samples.label(image) + "ub.");
    return out.toByteArray();
  }

  private static void ascii(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void name(ByteArrayOutputStream out, String text) {
    unicode(out, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void unicode(ByteArrayOutputStream out, byte[] text) {
    out.write('X');
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(text.length >>> shift);
    }
    out.writeBytes(text);
  }

  /** A PNG file of a sample. */
  static byte[] png(Samples samples, int image) throws IOException {
    int height = samples.shape().height();
    int width = samples.shape().width();
    boolean grey = samples.shape().channels() == 1;
    BufferedImage picture =
        new BufferedImage(
            width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    byte[] pixels = samples.pixels(image);
    for (int p = 0; p < height * width; p++) {
      if (grey) {
        picture.getRaster().setSample(p % width, p / width, 0, pixels[p] & 0xff);
      } else {
        int rgb =
            (pixels[3 * p] & 0xff) << 16
                | (pixels[3 * p + 1] & 0xff) << 8
                | (pixels[3 * p + 2] & 0xff);
        picture.setRGB(p % width, p / width, rgb);
      }
    }
    return png(picture);
  }

  /** A grey PNG file of 1, 2 or 4 bits a pixel, 8x9, whose pixels count up from a number. */
  static byte[] greyPng(int bits, int first) throws IOException {
    byte[] file = palettePng(bits, first, 0);
    if (file[PNG_DEPTH_AT] != bits || file[PNG_DEPTH_AT + 1] != 0) {
      throw new IllegalStateException("ImageIO wrote no grey PNG of " + bits + " bits");
    }
    return file;
  }

  /**
   * The same with a palette of greys, whose red is that of grey with the bits of {@code red}
   * flipped.
   */
  static byte[] palettePng(int bits, int first, int red) throws IOException {
    int white = (1 << bits) - 1;
    byte[] greys = new byte[white + 1];
    byte[] reds = new byte[white + 1];
    for (int i = 0; i <= white; i++) {
      greys[i] = (byte) (i * 255 / white);
      reds[i] = (byte) (greys[i] ^ red);
    }
    BufferedImage picture =
        new BufferedImage(
            9,
            8,
            BufferedImage.TYPE_BYTE_BINARY,
            new IndexColorModel(bits, white + 1, reds, greys, greys));
    for (int p = 0; p < 72; p++) {
      picture.getRaster().setSample(p % 9, p / 9, 0, (p + first) & white);
    }
    return png(picture);
  }

  private static byte[] png(BufferedImage picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(picture, "PNG", out)) {
      throw new IllegalStateException("no writer of PNG");
    }
    return out.toByteArray();
  }

  static byte[] changed(byte[] bytes, int at, int value) {
    byte[] changed = Arrays.copyOf(bytes, bytes.length);
    changed[at] = (byte) value;
    return changed;
  }
}
