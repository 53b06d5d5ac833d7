package io.github.imagefeed.report.chart;

import java.io.StringWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A document as text. */
final class SvgText {

  private SvgText() {}

  /** The element with a {@code style} of that text as its first child, if it is not empty. */
  static String of(Element root, String styleSheet) {
    if (!styleSheet.isEmpty()) {
      Element style = root.getOwnerDocument().createElementNS(SvgPaper.SVG_NAMESPACE_URI, "style");
      style.setTextContent(styleSheet);
      root.insertBefore(style, root.getFirstChild());
    }
    dropEmpty(root);
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(text));
      return text.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("this Java cannot write an XML document", e);
    }
  }

  /** Comments, groups with nothing in them, and the definitions of clips that nothing uses. */
  private static void dropEmpty(Element element) {
    Node next;
    for (Node child = element.getFirstChild(); child != null; child = next) {
      next = child.getNextSibling();
      boolean needless = child.getNodeType() == Node.COMMENT_NODE;
      if (child instanceof Element inner) {
        dropEmpty(inner);
        String tag = inner.getTagName();
        needless = tag.equals("defs") || (tag.equals("g") && !inner.hasChildNodes());
      }
      if (needless) {
        element.removeChild(child);
      }
    }
  }
}
