package io.github.imagefeed.report;

/** Each chart is drawn twice, so that its text is readable on a desk and on a telephone. */
public enum ChartSize {
  WIDE(760, 400, 13),
  NARROW(358, 380, 12);

  private final int width;
  private final int height;
  private final int fontSize;

  ChartSize(int width, int height, int fontSize) {
    this.width = width;
    this.height = height;
    this.fontSize = fontSize;
  }

  /** In CSS pixels, as all lengths here. */
  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public int fontSize() {
    return fontSize;
  }
}
