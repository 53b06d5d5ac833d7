package io.github.imagefeed.report.chart;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.report.ChartSize;
import io.github.imagefeed.report.Plot;
import io.github.imagefeed.report.Unit;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.data.Range;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

final class ChartsTest {

  private static final Plot.Axis COUNT = new Plot.Axis("images", Unit.NUMBER, Plot.Scale.LOG);

  private static Plot lines(Plot.Scale scale) {
    return new Plot(
        "write-time",
        "Time to write a store",
        "LMDB & HDF5 are <fast>.",
        Plot.Kind.LINES,
        COUNT,
        new Plot.Axis("time", Unit.SECONDS, scale),
        List.of(),
        List.of(
            new Plot.Series(
                "PNG",
                "png",
                0,
                List.of(
                    new Plot.Point(1, 0.002, 0.001, 0.004, 5),
                    new Plot.Point(10, 0.003, 0.0028, 0.005, 5),
                    new Plot.Point(1000, 0.2, 0.15, 0.3, 5))),
            new Plot.Series("LMDB", "lmdb", 0, List.of(Plot.Point.exact(1, 0.001)))),
        List.of(
            new Plot.Series(
                "plain file",
                "memory",
                0,
                List.of(Plot.Point.exact(1, 1e-4), Plot.Point.exact(1000, 0.1)))));
  }

  private static Plot groups(Plot.Scale scale) {
    return new Plot(
        "epoch-load",
        "Epoch load",
        "All are fast.",
        Plot.Kind.GROUPS,
        new Plot.Axis("order", Unit.NUMBER, Plot.Scale.FITTED),
        new Plot.Axis("time", Unit.SECONDS, scale),
        List.of("sequential", "shuffled"),
        List.of(
            new Plot.Series(
                "PNG",
                "png",
                0,
                List.of(
                    new Plot.Point(0, 0.29, 0.26, 0.33, 9),
                    new Plot.Point(1, 0.31, 0.28, 0.36, 9))),
            new Plot.Series(
                "djl:<script>",
                "djl:<script>",
                0,
                List.of(new Plot.Point(1, 0.31, 0.28, 0.36, 9)))),
        List.of());
  }

  @Test
  void svgHasItsTextsAndOnlyColoursOfTheStyleSheet() throws Exception {
    for (Plot.Scale scale : List.of(Plot.Scale.LOG, Plot.Scale.FROM_ZERO)) {
      for (ChartSize size : ChartSize.values()) {
        for (Plot plot : List.of(lines(scale), groups(scale))) {
          String svg = Charts.svg(plot, size);
          Document document = parse(svg);
          assertEquals("img", document.getDocumentElement().getAttribute("role"));
          assertTrue(document.getDocumentElement().getTextContent().contains("PNG"), svg);
          assertFalse(Pattern.compile("rgb\\(|#[0-9a-f]{6}").matcher(svg).find(), svg);
          assertFalse(svg.contains("<script>"), svg);
        }
      }
    }
  }

  @Test
  void logarithmicAxesAreLabelledInUnitsPeopleRead() {
    String svg = Charts.svg(lines(Plot.Scale.LOG), ChartSize.WIDE);
    for (String text : List.of(">100<", ">1,000<", ">100\u00a0µs<", ">100\u00a0ms<", ">images<")) {
      assertTrue(svg.contains(text), text + " in " + svg);
    }
  }

  @Test
  void chartsOfOnePageShareNoIds() {
    assertFalse(Charts.svg(lines(Plot.Scale.LOG), ChartSize.WIDE).contains(" id="));
  }

  @Test
  void filesStandAlone() throws Exception {
    String svg = Charts.svgFile(lines(Plot.Scale.LOG));
    assertTrue(svg.contains("prefers-color-scheme"), svg);
    assertTrue(svg.contains("Time to write a store"), svg);
    assertEquals("svg", parse(svg).getDocumentElement().getTagName());
    assertEquals(
        1520,
        ImageIO.read(new ByteArrayInputStream(Charts.png(groups(Plot.Scale.LOG)))).getWidth());
  }

  @Test
  void drawsWhatHasAPlaceAndNothingElse() throws Exception {
    double[] odd = {
      1e308, 1e-308, Double.MIN_VALUE, 0, -1, -1e308, NaN, POSITIVE_INFINITY, NEGATIVE_INFINITY
    };
    for (Plot.Scale scale : Plot.Scale.values()) {
      for (double value : odd) {
        for (Plot like : List.of(lines(scale), groups(scale))) {
          String svg = Charts.svg(beside(like, value), ChartSize.WIDE);
          assertFalse(svg.contains("NaN") || svg.contains("Infinity"), value + " in " + svg);
          assertTrue(svg.contains("PNG"), svg);
        }
      }
    }
  }

  /** Two ordinary points and one that is not. */
  private static Plot beside(Plot like, double value) {
    List<Plot.Point> points =
        List.of(
            Plot.Point.exact(0, 0.5),
            Plot.Point.exact(1, value),
            new Plot.Point(1, 0.5, Math.min(0.4, value), Math.max(0.6, value), 3));
    return new Plot(
        like.id(),
        like.title(),
        like.message(),
        like.kind(),
        like.x(),
        like.y(),
        like.categories(),
        List.of(new Plot.Series("PNG", "png", 0, points)),
        List.of(new Plot.Series("bound", "memory", 0, points)));
  }

  @Test
  void anAxisOfDecadesEndsWhereverItBegins() {
    double[] ends = {Double.MIN_VALUE, 1e-308, 1e-300, 1e-9, 1, 1e300, 1e308, Double.MAX_VALUE};
    for (double low : ends) {
      for (double high : ends) {
        if (low <= high) {
          Range range = new DecadeAxis("time", low, high, String::valueOf).getRange();
          assertTrue(range.getLowerBound() > 0, low + " to " + high + " on " + range);
          assertTrue(range.getUpperBound() <= 1e301, low + " to " + high + " on " + range);
        }
      }
    }
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
