package io.github.imagefeed.report.chart;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Anchors texts at the edge that must stay in place whatever font the reader has. */
final class SvgTexts {

  private SvgTexts() {}

  static void anchor(Element root, List<SvgPaper.Text> texts, Rectangle2D data) {
    NodeList elements = root.getElementsByTagName("text");
    if (elements.getLength() != texts.size()) {
      throw new IllegalStateException(
          elements.getLength() + " texts in the SVG, but " + texts.size() + " were drawn");
    }
    for (int i = 0; i < texts.size(); i++) {
      anchor((Element) elements.item(i), texts.get(i), data);
    }
  }

  private static void anchor(Element element, SvgPaper.Text text, Rectangle2D data) {
    double x = Double.parseDouble(element.getAttribute("x"));
    double y = Double.parseDouble(element.getAttribute("y"));
    element.removeAttribute("xml:space");
    if (text.upright()) {
      place(element, "middle", x + text.width() / 2);
    } else if (isAbove(y, data)) {
      place(element, "start", x);
    } else if (x + text.width() <= data.getMinX()) {
      place(element, "end", x + text.width());
    } else {
      place(element, "middle", x + text.width() / 2);
    }
  }

  /** Legends and titles stand above the plot; the topmost tick label reaches over it a little. */
  private static boolean isAbove(double y, Rectangle2D data) {
    return y < data.getMinY() - 2;
  }

  private static void place(Element element, String anchor, double x) {
    element.setAttribute("x", String.format(Locale.ROOT, "%.1f", x));
    if (!anchor.equals("start")) {
      element.setAttribute("text-anchor", anchor);
    }
  }
}
