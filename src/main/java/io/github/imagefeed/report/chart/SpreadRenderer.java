package io.github.imagefeed.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** Markers with whiskers, and without where there is no spread. */
final class SpreadRenderer extends XYErrorRenderer {

  private static final long serialVersionUID = 1;

  @Override
  public void drawItem(
      Graphics2D g2,
      XYItemRendererState state,
      Rectangle2D area,
      PlotRenderingInfo info,
      XYPlot plot,
      ValueAxis domainAxis,
      ValueAxis rangeAxis,
      XYDataset data,
      int series,
      int item,
      CrosshairState crosshair,
      int pass) {
    IntervalXYDataset spread = (IntervalXYDataset) data;
    setDrawYError(spread.getEndYValue(series, item) > spread.getStartYValue(series, item));
    super.drawItem(
        g2, state, area, info, plot, domainAxis, rangeAxis, data, series, item, crosshair, pass);
  }
}
