package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.ChartSize;
import io.github.imagefeed.report.Plot;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** Turns a plot into a chart of JFreeChart. */
final class ChartMaker {

  /** Bars are pale, so that the marker and the whisker at their end stand out. */
  private static final int BAR_ALPHA = 110;

  /** What a legend's entry takes besides its text. */
  private static final double LEGEND_ITEM = 40;

  private final Plot plot;
  private final ChartSize size;
  private final Font font;

  private ChartMaker(Plot plot, ChartSize size) {
    this.plot = plot;
    this.size = size;
    this.font = new Font(Font.SANS_SERIF, Font.PLAIN, size.fontSize());
  }

  /** The chart with its legend, without a title. */
  static JFreeChart chart(Plot plot, ChartSize size) {
    return new ChartMaker(plot, size).chart();
  }

  /** The chart with title and message, for a file of its own. */
  static JFreeChart titled(Plot plot, ChartSize size) {
    ChartMaker maker = new ChartMaker(plot, size);
    JFreeChart chart = maker.chart();
    chart.addSubtitle(0, maker.title(plot.title(), Font.BOLD, size.fontSize() + 3, Palette.INK));
    chart.addSubtitle(1, maker.title(plot.message(), Font.PLAIN, size.fontSize(), Palette.MUTED));
    return chart;
  }

  private TextTitle title(String text, int style, int points, Palette color) {
    TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, style, points));
    title.setPaint(color.color());
    title.setHorizontalAlignment(HorizontalAlignment.LEFT);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setPadding(new RectangleInsets(4, 10, 2, 10));
    return title;
  }

  private JFreeChart chart() {
    XYPlot drawn = new XYPlot();
    ValueAxis values = ChartAxes.values(plot, font);
    ValueAxis arguments = ChartAxes.arguments(plot, font);
    boolean lying = lies();
    if (lying) {
      drawn.setOrientation(PlotOrientation.HORIZONTAL);
      arguments.setInverted(true);
    }
    drawn.setDomainAxis(arguments);
    drawn.setRangeAxis(values);
    decorate(drawn);
    ChartData data = new ChartData(plot);
    List<SeriesStyle> styles = SeriesStyle.of(plot);
    drawn.setDataset(0, data.series(values.getLowerBound()));
    drawn.setRenderer(0, points(styles));
    drawn.setDataset(1, data.bounds());
    drawn.setRenderer(1, boundLines());
    // On a logarithmic axis the length of a bar would say nothing: points alone.
    if (plot.kind() == Plot.Kind.GROUPS && plot.y().scale() != Plot.Scale.LOG) {
      drawn.setDataset(2, data.series(values.getLowerBound()));
      drawn.setRenderer(2, bars(styles));
    }
    JFreeChart chart = new JFreeChart(null, font, drawn, false);
    chart.setBackgroundPaint(null);
    chart.setBorderVisible(false);
    chart.setPadding(new RectangleInsets(2, 2, 2, 8));
    chart.addLegend(legend(drawn));
    return chart;
  }

  private void decorate(XYPlot drawn) {
    drawn.setBackgroundPaint(null);
    drawn.setOutlineVisible(false);
    drawn.setInsets(new RectangleInsets(6, 2, 2, 6));
    drawn.setRangeGridlinePaint(Palette.GRID.color());
    drawn.setRangeGridlineStroke(new BasicStroke(1));
    drawn.setDomainGridlinePaint(Palette.GRID.color());
    drawn.setDomainGridlineStroke(new BasicStroke(1));
    drawn.setDomainGridlinesVisible(plot.kind() != Plot.Kind.GROUPS);
    drawn.setRangeZeroBaselineVisible(false);
  }

  private XYErrorRenderer points(List<SeriesStyle> styles) {
    XYErrorRenderer renderer = new SpreadRenderer();
    renderer.setDrawXError(false);
    renderer.setCapLength(6);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setDefaultLinesVisible(plot.kind() == Plot.Kind.LINES);
    renderer.setUseFillPaint(true);
    renderer.setErrorStroke(new BasicStroke(1.3f));
    for (int i = 0; i < styles.size(); i++) {
      SeriesStyle style = styles.get(i);
      renderer.setSeriesPaint(i, style.color());
      renderer.setSeriesShape(i, style.shape());
      renderer.setSeriesStroke(i, style.stroke());
      renderer.setSeriesFillPaint(i, style.filled() ? style.color() : Palette.PAPER.color());
      renderer.setSeriesOutlinePaint(i, style.color());
    }
    renderer.setUseOutlinePaint(true);
    renderer.setDrawOutlines(styles.stream().anyMatch(style -> !style.filled()));
    return renderer;
  }

  private XYLineAndShapeRenderer boundLines() {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    for (int i = 0; i < plot.bounds().size(); i++) {
      renderer.setSeriesPaint(i, Palette.INK.color());
      renderer.setSeriesStroke(i, SeriesStyle.boundStroke(i));
    }
    return renderer;
  }

  private XYBarRenderer bars(List<SeriesStyle> styles) {
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    renderer.setDrawBarOutline(false);
    renderer.setDefaultSeriesVisibleInLegend(false);
    for (int i = 0; i < styles.size(); i++) {
      Color color = styles.get(i).color();
      renderer.setSeriesPaint(
          i, new Color(color.getRed(), color.getGreen(), color.getBlue(), BAR_ALPHA));
    }
    return renderer;
  }

  private LegendTitle legend(XYPlot drawn) {
    LegendTitle legend = new LegendTitle(drawn);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemFont(font);
    legend.setItemPaint(Palette.INK.color());
    legend.setFrame(BlockBorder.NONE);
    legend.setBackgroundPaint(null);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 12));
    return legend;
  }

  /**
   * Height of the chart: more than usual where the legend takes several rows, or where groups lie
   * one above the other and have many members.
   */
  static int height(Plot plot, ChartSize size) {
    return new ChartMaker(plot, size).height();
  }

  private int height() {
    double legend =
        Stream.concat(plot.series().stream(), plot.bounds().stream())
            .mapToDouble(series -> width(series.name()) + LEGEND_ITEM)
            .sum();
    double row = font.getSize() * 1.5;
    double rows = Math.ceil(legend / (size.width() - LEGEND_ITEM));
    double height = size.height() + (rows - 1) * row;
    if (lies()) {
      long members = plot.series().stream().mapToLong(series -> series.points().size()).sum();
      height = Math.max(height, 80 + rows * row + 15.0 * (members + plot.categories().size()));
    }
    return (int) Math.round(height);
  }

  /** Whether bars lie, since the groups' names have no room side by side. */
  private boolean lies() {
    double widest = plot.categories().stream().mapToDouble(this::width).max().orElse(0);
    double axis = 80;
    return plot.kind() == Plot.Kind.GROUPS
        && (widest + 12) * plot.categories().size() > size.width() - axis;
  }

  private double width(String text) {
    return font.getStringBounds(text, new FontRenderContext(new AffineTransform(), true, true))
        .getWidth();
  }
}
