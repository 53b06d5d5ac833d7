package io.github.imagefeed.report.html;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.report.Drawing;
import io.github.imagefeed.report.ResultsJson;
import io.github.imagefeed.report.chart.Charts;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a run says, there is a page of it, and nothing in it is more than text. */
final class HtmlReportFuzzTest {

  private static final Drawing DRAWING = new Drawing(Charts::svg, Charts.styleSheet(":root"));

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path file = at.resolve("results.json");
    RunInfo info =
        new RunInfo("compare", "2026", Map.of("train", "9"), Map.of(), Map.of(), Map.of());
    ResultsJson.write(
        new RunResult(
            info,
            List.of(
                new Measurement("epoch_load", "lmdb", "shuffled", "s", List.of(0.25, 0.5)),
                new Measurement("disk_bytes", "<script>", "", "B", List.of(300.0)),
                new Measurement(
                    "store_read",
                    "png",
                    "sequential",
                    Map.of("images", "10", "size", "32x32x3"),
                    "s",
                    List.of(0.5)))),
        file);
    return Stream.of(Files.readAllBytes(file));
  }

  @MethodSource("seeds")
  @FuzzTest
  void render(byte[] data) {
    String json = new String(data, StandardCharsets.UTF_8);
    Optional<RunResult> run =
        Hostile.read(IOException.class, "run", () -> ResultsJson.parse(json, "run"));
    if (run.isPresent()) {
      String page = HtmlReport.render(List.of(run.get(), run.get()), DRAWING);
      assertFalse(page.contains("<script"), "a script");
    }
  }
}
