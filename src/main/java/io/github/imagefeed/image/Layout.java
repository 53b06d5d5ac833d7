package io.github.imagefeed.image;

/** Order of the bytes of one image. */
public enum Layout {
  /** Planes: all of the first channel row by row, then the second channel, … */
  CHW,
  /** Interleaved: all channels of the first pixel, then of the second pixel, … */
  HWC
}
