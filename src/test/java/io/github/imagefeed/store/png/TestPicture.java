package io.github.imagefeed.store.png;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A picture of any kind that PNG knows, with its samples as numbers: encodes itself in every way
 * and knows what a decoder has to make of it. Shares no code with what is under test.
 */
final class TestPicture {

  /** Every pair of colour type and depth that PNG allows. */
  static final int[][] KINDS = {
    {0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4}, {3, 8},
    {4, 8}, {4, 16}, {6, 8}, {6, 16}
  };

  /** How a picture is written; row y of a pass with filter y, round and round. */
  record Encoding(boolean interlaced, int level, int chunkBytes, List<Integer> filters) {

    static Encoding of(boolean interlaced, int level, int chunkBytes, Integer... filters) {
      return new Encoding(interlaced, level, chunkBytes, List.of(filters));
    }
  }

  private final int width;
  private final int height;
  private final int colour;
  private final int depth;
  private final int[] samples;
  private final byte[] palette;
  private final byte[] transparency;

  /**
   * @param samples row by row, pixel by pixel, channel by channel
   * @param palette three bytes a colour, empty for other kinds
   * @param transparency data of its tRNS chunk, empty for none
   */
  TestPicture(
      int width,
      int height,
      int colour,
      int depth,
      int[] samples,
      byte[] palette,
      byte[] transparency) {
    this.width = width;
    this.height = height;
    this.colour = colour;
    this.depth = depth;
    this.samples = samples;
    this.palette = palette;
    this.transparency = transparency;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  @Override
  public String toString() {
    return String.format("%dx%d colour %d depth %d", height, width, colour, depth);
  }

  static TestPicture random(Random random, int width, int height, int[] kind, boolean transparent) {
    int colour = kind[0];
    int depth = kind[1];
    int channels = channels(colour);
    int colours = colour == 3 ? Math.min(1 << depth, 1 + random.nextInt(256)) : 1 << depth;
    int[] samples = new int[width * height * channels];
    for (int i = 0; i < samples.length; i++) {
      // Extremes, neighbours and anything.
      int value = random.nextInt(3) == 0 ? random.nextInt(4) - 2 : random.nextInt(colours);
      samples[i] = Math.floorMod(value, colours);
    }
    byte[] palette = new byte[colour == 3 ? 3 * colours : 0];
    random.nextBytes(palette);
    byte[] transparency = new byte[0];
    if (transparent && colour == 3) {
      transparency = new byte[1 + random.nextInt(colours)];
      random.nextBytes(transparency);
    } else if (transparent && (colour == 0 || colour == 2)) {
      int pixel = random.nextInt(width * height);
      transparency = new byte[2 * channels];
      for (int c = 0; c < channels; c++) {
        transparency[2 * c] = (byte) (samples[pixel * channels + c] >> 8);
        transparency[2 * c + 1] = (byte) samples[pixel * channels + c];
      }
    }
    return new TestPicture(width, height, colour, depth, samples, palette, transparency);
  }

  private static int channels(int colour) {
    return List.of(1, 0, 3, 1, 2, 0, 4).get(colour);
  }

  boolean isGrey() {
    return colour == 0 || colour == 4;
  }

  byte[] file(Encoding encoding) {
    return file(encoding, TestPng.deflate(rows(encoding), encoding.level));
  }

  /** A file with these compressed pixels in place of its own. */
  byte[] file(Encoding encoding, byte[] compressed) {
    TestPng png = new TestPng().header(width, height, depth, colour, encoding.interlaced ? 1 : 0);
    if (palette.length > 0) {
      png.chunk("PLTE", palette);
    }
    if (transparency.length > 0) {
      png.chunk("tRNS", transparency);
    }
    for (int at = 0; at < compressed.length; at += encoding.chunkBytes) {
      int end = Math.min(compressed.length, at + encoding.chunkBytes);
      png.chunk("IDAT", Arrays.copyOfRange(compressed, at, end));
    }
    return png.end();
  }

  /** The filtered rows of all passes. */
  byte[] rows(Encoding encoding) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    for (List<List<Integer>> pass : encoding.interlaced ? adam7() : List.of(everyPixel())) {
      if (pass.isEmpty() || pass.get(0).isEmpty()) {
        continue;
      }
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      pass.forEach(row -> packed.writeBytes(pack(row)));
      int pixelBytes = Math.max(1, channels(colour) * depth / 8);
      int rowBytes = packed.size() / pass.size();
      rows.writeBytes(
          TestPng.filter(
              packed.toByteArray(),
              rowBytes,
              pixelBytes,
              encoding.filters.stream().mapToInt(i -> i).toArray()));
    }
    return rows.toByteArray();
  }

  private List<List<Integer>> everyPixel() {
    List<List<Integer>> rows = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      List<Integer> row = new ArrayList<>();
      for (int x = 0; x < width; x++) {
        row.add(y * width + x);
      }
      rows.add(row);
    }
    return rows;
  }

  /** The pixels of each pass, by the picture in the specification. */
  private List<List<List<Integer>>> adam7() {
    String[] pattern = {
      "16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"
    };
    List<List<List<Integer>>> passes = new ArrayList<>();
    for (char pass = '1'; pass <= '7'; pass++) {
      List<List<Integer>> rows = new ArrayList<>();
      for (int y = 0; y < height; y++) {
        List<Integer> row = new ArrayList<>();
        for (int x = 0; x < width; x++) {
          if (pattern[y % 8].charAt(x % 8) == pass) {
            row.add(y * width + x);
          }
        }
        if (!row.isEmpty()) {
          rows.add(row);
        }
      }
      passes.add(rows);
    }
    return passes;
  }

  private byte[] pack(List<Integer> pixels) {
    int channels = channels(colour);
    byte[] packed = new byte[(pixels.size() * channels * depth + 7) / 8];
    int bit = 0;
    for (int pixel : pixels) {
      for (int c = 0; c < channels; c++) {
        for (int b = depth - 1; b >= 0; b--, bit++) {
          packed[bit / 8] |= (byte) ((samples[pixel * channels + c] >> b & 1) << (7 - bit % 8));
        }
      }
    }
    return packed;
  }

  /** What it looks like on white: red, green and blue of each pixel. */
  byte[] rgb() {
    byte[] rgb = new byte[3 * width * height];
    int channels = channels(colour);
    for (int pixel = 0; pixel < width * height; pixel++) {
      int[] own = Arrays.copyOfRange(samples, pixel * channels, (pixel + 1) * channels);
      int max = (1 << depth) - 1;
      double alpha = 1;
      if (colour == 3) {
        alpha = own[0] < transparency.length ? (transparency[own[0]] & 255) / 255.0 : 1;
      } else if (colour >= 4) {
        alpha = Math.round(own[channels - 1] * 255.0 / max) / 255.0;
      } else if (isTransparent(own)) {
        alpha = 0;
      }
      for (int c = 0; c < 3; c++) {
        double value =
            colour == 3
                ? palette[3 * own[0] + c] & 255
                : Math.round(own[isGrey() ? 0 : c] * 255.0 / max);
        rgb[3 * pixel + c] = (byte) Math.round(value * alpha + 255 * (1 - alpha));
      }
    }
    return rgb;
  }

  private boolean isTransparent(int[] own) {
    for (int c = 0; c < transparency.length / 2; c++) {
      if (own[c] != ((transparency[2 * c] & 255) << 8 | (transparency[2 * c + 1] & 255))) {
        return false;
      }
    }
    return transparency.length > 0;
  }
}
