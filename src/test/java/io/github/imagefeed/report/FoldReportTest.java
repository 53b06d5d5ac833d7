package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldReportTest {

  private static Measurement fold(int fold, double accuracy) {
    return new Measurement(
        MetricNames.TEST_ACCURACY,
        "lmdb",
        "",
        Map.of(SettingNames.FOLD, String.valueOf(fold)),
        "1",
        List.of(0.1, accuracy));
  }

  private static Measurement load(String way, double seconds) {
    return new Measurement(
        MetricNames.FOLD_LOAD,
        "lmdb",
        "",
        Map.of(SettingNames.PART, SettingNames.TRAINING, SettingNames.READ_BY, way),
        "s",
        List.of(seconds));
  }

  private static RunResult run(Measurement... more) {
    List<Measurement> all = new ArrayList<>(List.of(fold(1, 0.5), fold(2, 0.6), fold(3, 0.7)));
    all.addAll(List.of(more));
    return new RunResult(Runs.info(), all, List.of("something was left out"));
  }

  private static String screen(RunResult result) {
    return FoldReport.render(result, 3).replaceAll("\\s+", " ");
  }

  @Test
  void sumsUpOnTheScreen() {
    String text = screen(run());
    assertTrue(text.contains("60.00 % ± 10.00 %"), text);
    assertTrue(text.contains("No other images were looked at."), text);
    assertTrue(text.endsWith("something was left out"), text);
    assertFalse(text.contains("by ranges"), text);
  }

  @Test
  void saysWhatTheRangesWereComparedWith() {
    RunResult same = run(load(SettingNames.RANGES, 1), load(SettingNames.INDICES, 2));
    assertTrue(screen(same).contains("scattered over the same file"), screen(same));
    RunResult other = run(load(SettingNames.RANGES, 1), load(SettingNames.ORDINARY, 2));
    assertTrue(screen(other).contains("views of an ordinary store of the same"), screen(other));
  }

  /** The page must say what the screen says. */
  @Test
  void standsOnThePage() {
    RunResult run = run(load(SettingNames.RANGES, 1), load(SettingNames.INDICES, 2));
    List<FigureTable> tables = RunSummary.of(run).tables();
    assertEquals(2, tables.stream().filter(FoldReport.tables(run)::contains).count());
    FigureTable folds = FoldReport.tables(run).get(0);
    assertTrue(folds.caption().contains("60.00 % ± 10.00 %"), folds.caption());
    assertEquals("3", folds.rows().get(0).get(0));
    FigureTable loading = FoldReport.tables(run).get(1);
    assertEquals(List.of("training", "warm"), loading.rows().get(0).subList(0, 2));
    assertEquals("0.500", loading.rows().get(0).get(4));
  }
}
