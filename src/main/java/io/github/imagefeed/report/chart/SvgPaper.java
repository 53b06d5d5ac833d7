package io.github.imagefeed.report.chart;

import java.awt.Graphics;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;

/**
 * A drawing surface that makes SVG and notes, for each text in the order drawn, how wide Java's
 * font would be: a browser's font is another, so texts must be anchored where they are meant to
 * stay, not where Java would begin them.
 */
final class SvgPaper extends SVGGraphics2D {

  /** A text as drawn. */
  record Text(double width, boolean upright) {}

  private final List<Text> texts;

  private SvgPaper(SVGGeneratorContext context) {
    super(context, false);
    texts = new ArrayList<>();
  }

  private SvgPaper(SvgPaper other) {
    super(other);
    texts = other.texts;
  }

  static SvgPaper blank() {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment("");
    context.setPrecision(1);
    return new SvgPaper(context);
  }

  List<Text> texts() {
    return List.copyOf(texts);
  }

  @Override
  public Graphics create() {
    return new SvgPaper(this);
  }

  @Override
  public void drawString(String text, float x, float y) {
    AffineTransform transform = getTransform();
    texts.add(new Text(getFontMetrics().stringWidth(text), transform.getShearX() != 0));
    super.drawString(text, x, y);
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SVG_NAMESPACE_URI, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("this Java cannot make an XML document", e);
    }
  }
}
