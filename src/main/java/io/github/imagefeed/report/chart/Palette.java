package io.github.imagefeed.report.chart;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/**
 * The colours of charts, each by day and by night: those of formats are from the palette of Okabe
 * and Ito, which people who see colours differently tell apart too, darkened or lightened where
 * they had less than 3:1 of contrast with the paper.
 */
enum Palette {
  PAPER(0xffffff, 0x15181c),
  INK(0x1c2024, 0xe8eaed),
  MUTED(0x565d66, 0xa6adb7),
  GRID(0xe3e6ea, 0x2e343b),
  MEMORY(0x6a727c, 0xaab2bd),
  PNG(0xd55e00, 0xe8792b),
  LMDB(0x0072b2, 0x56b4e9),
  HDF5(0x009e73, 0x1fbf8f),
  OTHER_1(0xb0568a, 0xcc79a7),
  OTHER_2(0x8a7a00, 0xf0e442),
  OTHER_3(0x7a4fc0, 0xb79cf0),
  OTHER_4(0x8b4a2b, 0xc99a7a);

  private static final List<Palette> OTHERS = List.of(OTHER_1, OTHER_2, OTHER_3, OTHER_4);

  private final int day;
  private final int night;

  Palette(int day, int night) {
    this.day = day;
    this.night = night;
  }

  /** The colour of a format; those unknown here share four, by their place among the unknown. */
  static Palette of(String format, int unknown) {
    return switch (format) {
      case "memory" -> MEMORY;
      case "png" -> PNG;
      case "lmdb" -> LMDB;
      case "hdf5" -> HDF5;
      default -> OTHERS.get(unknown % OTHERS.size());
    };
  }

  Color color() {
    return new Color(day);
  }

  /** By day in hexadecimal, as style sheets write it. */
  String day() {
    return hex(day);
  }

  String night() {
    return hex(night);
  }

  /** How style sheets call it. */
  String variable() {
    return "--c-" + label();
  }

  /** Its name in lower case. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  private static String hex(int color) {
    return String.format(Locale.ROOT, "#%06x", color);
  }
}
