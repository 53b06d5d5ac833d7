package io.github.imagefeed.report.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Replaces colours by classes, so that a style sheet decides on them, and drops what Batik writes
 * though it changes nothing.
 */
final class SvgColors {

  /** What a chart never departs from, or what the style sheet says. */
  private static final Set<String> NEEDLESS =
      Set.of(
          // Axes are as wide as their values, so nothing reaches beyond the plot.
          "clip-path",
          "color-interpolation",
          "color-rendering",
          "font-family",
          "font-style",
          "image-rendering",
          "shape-rendering",
          "stroke-miterlimit",
          "text-rendering");

  /** What SVG assumes where nothing is said, on the root alone. */
  private static final Set<String> INITIAL_ON_ROOT =
      Set.of(
          "fill-opacity",
          "stroke-opacity",
          "stroke-dasharray",
          "stroke-dashoffset",
          "stroke-linecap",
          "stroke-linejoin",
          "stroke-width",
          "font-weight",
          "width",
          "height",
          "contentScriptType",
          "contentStyleType",
          "preserveAspectRatio",
          "zoomAndPan",
          "version");

  /** What has no effect on an element: lines have no inside, and the style sheet rules texts. */
  private static final Map<String, String> MEANINGLESS = Map.of("line", "fill", "text", "stroke");

  private static final Map<String, Palette> COLORS = colors();

  private SvgColors() {}

  /**
   * Works on the element and all within.
   *
   * @throws IllegalStateException at a colour outside the palette: it would not follow the style
   */
  static void classes(Element element) {
    List<String> classes = new ArrayList<>();
    NamedNodeMap attributes = element.getAttributes();
    boolean root = element.getParentNode() == null || !isElement(element.getParentNode());
    for (int i = attributes.getLength() - 1; i >= 0; i--) {
      Attr attribute = (Attr) attributes.item(i);
      String name = attribute.getName();
      if (MEANINGLESS.getOrDefault(element.getTagName(), "").equals(name)) {
        element.removeAttributeNode(attribute);
      } else if (name.equals("fill")) {
        replace(element, attribute, classes, StyleSheet::fill);
      } else if (name.equals("stroke")) {
        replace(element, attribute, classes, StyleSheet::stroke);
      } else if (NEEDLESS.contains(name) || (root && INITIAL_ON_ROOT.contains(name))) {
        element.removeAttributeNode(attribute);
      }
    }
    if (!classes.isEmpty()) {
      element.setAttribute("class", String.join(" ", classes));
    }
    NodeList children = element.getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (isElement(children.item(i))) {
        classes((Element) children.item(i));
      }
    }
  }

  private static void replace(
      Element element, Attr attribute, List<String> classes, Function<Palette, String> name) {
    String value = attribute.getValue();
    if (value.equals("none")) {
      return;
    }
    Palette color = COLORS.get(value);
    if (color == null) {
      throw new IllegalStateException("colour " + value + " is not in the palette of charts");
    }
    element.removeAttributeNode(attribute);
    classes.add(name.apply(color));
  }

  private static boolean isElement(Node node) {
    return node.getNodeType() == Node.ELEMENT_NODE;
  }

  /** Colours as Batik writes them. */
  private static Map<String, Palette> colors() {
    Map<String, Palette> colors = new HashMap<>();
    colors.put("black", Palette.INK);
    for (Palette color : Palette.values()) {
      colors.put(
          "rgb("
              + color.color().getRed()
              + ","
              + color.color().getGreen()
              + ","
              + color.color().getBlue()
              + ")",
          color);
    }
    colors.put("white", Palette.PAPER);
    return Map.copyOf(colors);
  }
}
