package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class OverheadTableTest {

  private static Measurement of(String name, String format, String unit, double... samples) {
    return Runs.of(name, format, "shuffled", unit, samples);
  }

  private static Measurement cold(String name, String format, double... samples) {
    return new Measurement(
        name,
        format,
        "shuffled",
        Map.of(SettingNames.CACHE, SettingNames.COLD),
        "1",
        Arrays.stream(samples).boxed().toList());
  }

  private static List<Measurement> warm(String format, double... stalls) {
    return List.of(
        of(MetricNames.PREP_STALL, format, "1", stalls),
        of(MetricNames.TRAIN_WAIT_SHARE, format, "1", 0.0021, 0.0023, 0.0022),
        of(MetricNames.ACCELERATOR_UTILISATION, format, "1", .979, .969, 1.015, .99, .98, .993),
        of(MetricNames.EPOCH_LOAD, format, "s", .0213, .0289, .0301, .0241, .0222, .0319),
        of(MetricNames.TRAIN_STEP_MEMORY, format, "s", 0.14),
        of(MetricNames.BATCH_WAIT_P50, format, "s", 0.00002),
        of(MetricNames.HEADSPACE, format, "1", 11.6, 12.1, 12.4));
  }

  private static RunResult run(List<Measurement> first, List<Measurement> second) {
    List<Measurement> all = new ArrayList<>(first);
    all.addAll(second);
    return Runs.of(all.toArray(new Measurement[0]));
  }

  private static double[] around(double middle) {
    return new double[] {
      middle - 0.002, middle + 0.001, middle, middle + 0.002, middle - 0.001, middle + 0.0005
    };
  }

  @Test
  void saysWhatLoadingCosts() {
    String text = OverheadTable.render(run(warm("png", around(0.05)), List.of()));
    String sentence = text.lines().limit(2).collect(Collectors.joining(" "));
    assertTrue(sentence.contains("PNG: loading costs 5.03 % [4.80..5.20] of an epoch;"), text);
    assertTrue(sentence.contains("measured waiting is 0.22 %"), text);
    assertTrue(sentence.contains("12.1 times faster before"), text);
    assertTrue(
        text.matches("(?s).*gone if fed from memory, % +6 +5\\.03 \\[4\\.80\\.\\.5\\.20].*"), text);
    assertFalse(text.contains("cold epoch"), "nothing cold was measured: " + text);
  }

  @Test
  void doesNotCallNoiseACost() {
    String text = OverheadTable.render(run(warm("lmdb", around(0.0005)), List.of()));
    assertTrue(text.contains("not told apart from nothing, 0.08 % [-0.15..0.25];"), text);
    text = OverheadTable.render(run(warm("lmdb", around(-0.05)), List.of()));
    assertTrue(text.contains("something else disturbed the measurement"), text);
    text = OverheadTable.render(run(warm("lmdb", 0.05, 0.05), List.of()));
    assertTrue(text.contains("too few pairs"), text);
  }

  @Test
  void hasAColumnForEachStoreOnOneScreen() {
    List<Measurement> three = new ArrayList<>(warm("lmdb", around(0.004)));
    three.addAll(warm("hdf5", around(-0.0001)));
    three.add(cold(MetricNames.FETCH_STALL, "hdf5", 0.012, 0.013));
    String text = OverheadTable.render(run(warm("png", around(0.05)), three));
    List<String> lines = text.lines().toList();
    assertTrue(
        lines.stream().allMatch(l -> l.codePointCount(0, l.length()) <= TextWrap.WIDTH), text);
    assertEquals(1, lines.stream().filter(l -> l.startsWith("---")).count(), text);
    String stall =
        lines.stream().filter(l -> l.startsWith("cold epoch, gone")).findFirst().orElseThrow();
    assertTrue(stall.matches(".*, %\\s+2\\s+–\\s+–\\s+1\\.25"), stall);
  }

  @Test
  void standsOnThePage() {
    RunResult result = run(warm("png", around(0.05)), warm("lmdb", around(0.004)));
    List<FigureTable> tables = RunSummary.of(result).tables();
    FigureTable table = tables.get(tables.size() - 1);
    assertTrue(table.caption().contains("PNG: loading costs 5.03 %"), table.caption());
    assertEquals(4, table.columns().size());
    assertTrue(
        table.rows().stream().anyMatch(row -> row.get(2).equals("5.03 [4.80..5.20]")),
        table.toString());
  }

  @Test
  void saysWhenThereIsNothing() {
    assertEquals(List.of(), OverheadTable.tables(Runs.full()));
    assertEquals("What loading costs was not measured.", OverheadTable.render(Runs.full()));
  }
}
