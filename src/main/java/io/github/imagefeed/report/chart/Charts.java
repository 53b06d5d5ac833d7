package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.ChartSize;
import io.github.imagefeed.report.Plot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.text.TextUtils;

/** Plots drawn. Works without a display, on any thread. */
public final class Charts {

  /** Height that title and message take above a chart in a file of its own. */
  private static final int TITLE = 60;

  /** PNG files have so many pixels for one CSS pixel, so that they print sharply. */
  private static final int DENSITY = 2;

  static {
    // Servers have no display; only tools that set this otherwise keep what they chose.
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    // Else upright text becomes the outlines of its letters.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private Charts() {}

  /**
   * An {@code svg} element to stand in a page: its colours are the variables that {@link
   * #styleSheet} defines, its background is the page's.
   */
  public static String svg(Plot plot, ChartSize size) {
    return new SvgChart(plot, size).inline(ChartMaker.chart(plot, size));
  }

  /** A whole SVG file with title and message, by day and by night. */
  public static String svgFile(Plot plot) {
    ChartSize size = ChartSize.WIDE;
    return new SvgChart(plot, size)
        .file(
            ChartMaker.titled(plot, size),
            ChartMaker.height(plot, size) + TITLE,
            styleSheet(":root"));
  }

  /** A PNG file with title and message, in the colours of day. */
  public static byte[] png(Plot plot) throws IOException {
    ChartSize size = ChartSize.WIDE;
    JFreeChart chart = ChartMaker.titled(plot, size);
    chart.setBackgroundPaint(Palette.PAPER.color());
    int height = ChartMaker.height(plot, size) + TITLE;
    BufferedImage image =
        chart.createBufferedImage(
            size.width() * DENSITY, height * DENSITY, size.width(), height, null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IOException("this Java has no PNG writer, so plots cannot be written as PNG");
    }
    return bytes.toByteArray();
  }

  /**
   * The colours of all charts as variables of {@code selector}, dark where the reader prefers dark
   * and it is not printed, and the classes that use them.
   */
  public static String styleSheet(String selector) {
    return StyleSheet.of(selector);
  }
}
