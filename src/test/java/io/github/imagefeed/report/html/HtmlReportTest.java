package io.github.imagefeed.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.report.Drawing;
import io.github.imagefeed.report.chart.Charts;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class HtmlReportTest {

  private static final String EVIL = "\"><script>alert('1')</script>&<img src=x onerror=alert(1)>";
  private static final Drawing DRAWING = new Drawing(Charts::svg, Charts.styleSheet(":root"));

  private static RunResult run(String text, double... loads) {
    return new RunResult(
        new RunInfo(
            text,
            text,
            Map.of("description", text, "train", "50000"),
            Map.of("processor", text, text, "1"),
            Map.of("java", text),
            Map.of("--data", text)),
        List.of(
            new Measurement(
                "epoch_load", text, "shuffled", "s", Arrays.stream(loads).boxed().toList()),
            new Measurement(text, "lmdb", text, Map.of(text, text), text, List.of(1.0))),
        List.of(text, "Cold reading: left out."));
  }

  @Test
  void whatComesFromOutsideIsText() {
    for (List<RunResult> runs :
        List.of(List.of(run(EVIL, 0.1, 0.2)), List.of(run(EVIL, 0.1, 0.2), run(EVIL, 0.3, 0.4)))) {
      String page = HtmlReport.render(runs, DRAWING);
      assertFalse(page.contains("<script"), "no script, and this page has none of its own");
      assertFalse(page.contains("<img"), "no picture but those drawn here");
      assertFalse(page.contains("\"&gt;<"), "attributes end where they should");
      assertTrue(page.contains("&lt;script&gt;"), "but the text is shown");
    }
  }

  /** Nothing that is not seen, or turns the direction of writing; and SVG that is XML. */
  @Test
  void whatCannotBeSeenIsReplaced() throws Exception {
    for (String control :
        List.of(
            "\0", "\1", "\u001b[2J", "\u0085", "\u202e", "\u2066", "\ufeff", "\uffff", "\ud800")) {
      String text = "a" + control + "b]]>\"'&amp;";
      RunResult run = run(text, 0.1, 0.2);
      String page = HtmlReport.render(List.of(run, run), DRAWING);
      assertFalse(page.contains(control), "contains " + (int) control.charAt(0));
      assertTrue(page.contains("a\ufffd"), "but for " + (int) control.charAt(0));
      for (String svg : page.split("(?=<svg)|(?<=</svg>)", -1)) {
        if (svg.startsWith("<svg")) {
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
        }
      }
    }
    String page = HtmlReport.render(List.of(run("क्\u200dष größe 日本 👩\u200d🔬", 0.1)), DRAWING);
    assertTrue(page.contains("क्\u200dष größe 日本 👩\u200d🔬"), "what can be seen stays");
  }

  @Test
  void needsNothingBesides() {
    String page = HtmlReport.render(List.of(run("lmdb", 0.1, 0.2)), DRAWING);
    assertFalse(
        Pattern.compile("(src|href)=\"(?!#)|url\\(|@import").matcher(page).find(),
        "nothing is fetched");
    assertTrue(page.startsWith("<!DOCTYPE html>"), page.substring(0, 40));
    assertTrue(page.contains("<html lang=\"en\">"), "a language");
    assertTrue(page.contains("name=\"viewport\""), "readable on a telephone");
  }

  @Test
  void showsFiguresNotesAndWhereTheyComeFrom() {
    String page = HtmlReport.render(List.of(run("lmdb", 0.1, 0.2)), DRAWING);
    for (String text :
        List.of("150\u00a0ms", "100\u00a0ms", "200\u00a0ms", "Cold reading: left out.", "--data")) {
      assertTrue(page.contains(text), text);
    }
  }

  @Test
  void twoRunsAreCompared() {
    String page =
        HtmlReport.render(
            List.of(run("lmdb", 0.1, 0.1, 0.1, 0.2), run("lmdb", 0.15, 0.2, 0.2, 0.3)), DRAWING);
    assertTrue(page.contains("within the noise"), "the ranges overlap");
    assertTrue(page.contains("id=\"run1-epoch-load\""), "plots of both");
    assertTrue(page.contains("id=\"run2-epoch-load\""), "plots of both");
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().map(m -> m.group(1)).toList();
    assertEquals(ids.stream().distinct().count(), ids.size(), ids.toString());
  }

  @Test
  void noRunsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> HtmlReport.render(List.of(), DRAWING));
  }
}
