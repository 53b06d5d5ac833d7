package io.github.imagefeed.report.chart;

import io.github.imagefeed.report.ChartSize;
import io.github.imagefeed.report.Plot;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Element;

/** A chart as SVG text. */
final class SvgChart {

  private final Plot plot;
  private final ChartSize size;

  SvgChart(Plot plot, ChartSize size) {
    this.plot = plot;
    this.size = size;
  }

  /** For a page that has the style sheet. */
  String inline(JFreeChart chart) {
    Element root = draw(chart, ChartMaker.height(plot, size));
    return SvgText.of(root, "");
  }

  /** For a file of its own, on paper. */
  String file(JFreeChart chart, int height, String styleSheet) {
    chart.setBackgroundPaint(Palette.PAPER.color());
    Element root = draw(chart, height);
    root.setAttribute("width", Integer.toString(size.width()));
    root.setAttribute("height", Integer.toString(height));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + SvgText.of(root, styleSheet) + "\n";
  }

  private Element draw(JFreeChart chart, int height) {
    SvgPaper paper = SvgPaper.blank();
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(paper, new Rectangle2D.Double(0, 0, size.width(), height), info);
    Element root = paper.getRoot();
    SvgTexts.anchor(root, paper.texts(), info.getPlotInfo().getDataArea());
    SvgColors.classes(root);
    root.setAttribute("viewBox", "0 0 " + size.width() + " " + height);
    root.setAttribute("class", "chart");
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", plot.title() + ". " + plot.message());
    return root;
  }
}
