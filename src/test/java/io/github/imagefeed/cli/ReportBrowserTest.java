package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.imagefeed.report.AllFigures;
import io.github.imagefeed.report.Plot;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.report.RunPlots;
import io.github.imagefeed.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser lays it out, on a desk and on a telephone, by day and by night. */
final class ReportBrowserTest {

  private static final int DESK = 1200;
  private static final int TELEPHONE = 390;

  /** Text in charts must not be smaller, in CSS pixels. */
  private static final double SMALLEST_TEXT = 11;

  /**
   * Measures the page in a frame, since headless windows do not get narrower than 500 pixels, and
   * leaves what it found in the document.
   */
  private static final String PROBE =
      """
      <!DOCTYPE html><meta charset="utf-8"><title>probe</title>
      <iframe id="f" src="report.html" width="WIDTH" height="800"></iframe>
      <pre id="found"></pre>
      <script>
      document.getElementById('f').onload = function () {
        const page = this.contentDocument;
        const plots = {};
        let smallest = 1000;
        page.querySelectorAll('figure').forEach(figure => {
          const shown = [...figure.querySelectorAll('svg')].filter(s => s.getClientRects().length);
          plots[figure.id] = shown.length == 1
            ? shown[0].getBoundingClientRect().width * shown[0].getBoundingClientRect().height : 0;
          shown.forEach(svg => svg.querySelectorAll('text').forEach(text => {
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            smallest = Math.min(smallest,
              parseFloat(this.contentWindow.getComputedStyle(text).fontSize) * scale);
          }));
        });
        const style = this.contentWindow.getComputedStyle(page.body);
        const chart = page.querySelector('figure svg text');
        document.getElementById('found').textContent = 'FOUND' + JSON.stringify({
          overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
          smallestText: smallest,
          background: style.backgroundColor,
          chartText: this.contentWindow.getComputedStyle(chart).fill,
          words: page.body.textContent.replace(/\\s+/g, ' '),
          plots: plots}) + 'END';
      };
      </script>
      """;

  private static final String EXAMPLE = "/io/github/imagefeed/report/example-storage.json";

  @TempDir Path folder;
  private RunResult run;
  private Chromium browser;

  /** What the probe leaves. */
  private record Found(
      double overflow,
      double smallestText,
      String background,
      String chartText,
      String words,
      Map<String, Double> plots) {}

  @BeforeEach
  void writePage() throws Exception {
    Optional<Path> program = Chromium.find();
    assumeTrue(
        program.isPresent(),
        "no Chromium on the PATH (Debian: apt-get install chromium), so the report is not laid out");
    browser = new Chromium(program.get(), folder);
    run = ResultsJson.read(Path.of(ReportBrowserTest.class.getResource(EXAMPLE).toURI()));
    ReportWriter.page(List.of(run), folder.resolve("report.html"));
  }

  private Found probe(int width, String... options) throws Exception {
    Path probe = folder.resolve("probe.html");
    Files.writeString(probe, PROBE.replace("WIDTH", String.valueOf(width)));
    Chromium.Page page = browser.open(probe, DESK + 100, 1000, options);
    assertFalse(page.log().contains(":CONSOLE"), page.log());
    Matcher found = Pattern.compile("FOUND(\\{.*\\})END", Pattern.DOTALL).matcher(page.dom());
    assertTrue(found.find(), page.dom() + page.log());
    String json = found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    Map<String, Object> values =
        new Gson().fromJson(json, new TypeToken<Map<String, Object>>() {}.getType());
    Map<String, Double> plots =
        new Gson()
            .fromJson(
                new Gson().toJson(values.get("plots")),
                new TypeToken<Map<String, Double>>() {}.getType());
    return new Found(
        (Double) values.get("overflow"),
        (Double) values.get("smallestText"),
        (String) values.get("background"),
        (String) values.get("chartText"),
        (String) values.get("words"),
        plots);
  }

  @Test
  void everyPlotHasASizeAndNothingIsWiderThanThePage() throws Exception {
    List<String> ids =
        RunPlots.of(run).stream().flatMap(g -> g.plots().stream()).map(Plot::id).toList();
    for (int width : new int[] {DESK, TELEPHONE}) {
      Found found = probe(width);
      assertEquals(0, found.overflow(), "horizontal scrolling at a width of " + width);
      assertEquals(ids, List.copyOf(found.plots().keySet()));
      found
          .plots()
          .forEach((id, area) -> assertTrue(area > 50_000, id + " at " + width + ": " + area));
      assertTrue(found.smallestText() >= SMALLEST_TEXT, found.smallestText() + " at " + width);
    }
  }

  @Test
  void everyFigureOfTheRunIsInThePage() throws Exception {
    String words = probe(DESK).words();
    List<String> rows =
        AllFigures.of(run).rows().stream()
            .map(row -> String.join("", row).replace('\u00a0', ' '))
            .toList();
    assertEquals(run.measurements().size(), rows.size());
    for (String row : rows) {
      assertTrue(words.contains(row), row);
    }
    run.notes().forEach(note -> assertTrue(words.contains(note), note));
  }

  @Test
  void coloursFollowTheReader() throws Exception {
    Found day = probe(DESK, "--blink-settings=preferredColorScheme=1");
    Found night = probe(DESK, "--blink-settings=preferredColorScheme=0");
    assertEquals("rgb(255, 255, 255)", day.background());
    assertEquals("rgb(21, 24, 28)", night.background());
    assertEquals("rgb(28, 32, 36)", day.chartText());
    assertEquals("rgb(232, 234, 237)", night.chartText());
  }
}
