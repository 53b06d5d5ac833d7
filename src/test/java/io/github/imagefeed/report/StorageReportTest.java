package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StorageReportTest {

  private static Measurement of(
      String name, String format, String order, String unit, String settings, double... samples) {
    Map<String, String> map = new LinkedHashMap<>();
    for (String setting : settings.split(" ", -1)) {
      map.put(
          setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    List<Double> list = Arrays.stream(samples).boxed().toList();
    return new Measurement(name, format, order, map, unit, list);
  }

  private static String render(List<String> notes, Measurement... measurements) {
    return StorageReport.render(new RunResult(Runs.info(), List.of(measurements), notes));
  }

  @Test
  void laysWritingDiskAndReadingOfAStoreInOneRow() {
    String text =
        render(
            List.of("a note"),
            of("store_write", "lmdb", "", "s", "images=1000 size=32x32x3 run=first", 0.1),
            of("copy_write", "memory", "", "s", "images=1000 size=32x32x3", 0.004),
            of("store_write", "lmdb", "", "s", "images=1000 size=32x32x3", 0.010, 0.012, 0.008),
            of("store_force", "lmdb", "", "s", "images=1000 size=32x32x3", 0.005),
            of("store_sync", "lmdb", "", "s", "images=1000 size=32x32x3", 0.001),
            of("store_read", "lmdb", "sequential", "s", "images=1000 size=32x32x3", 0.003),
            of("store_read", "lmdb", "shuffled", "s", "images=1000 size=32x32x3", 0.006),
            of("copy_read", "memory", "", "s", "images=1000 size=32x32x3", 0.001),
            of("disk_bytes", "lmdb", "", "B", "images=1000 size=32x32x3", 3_379_200),
            of("disk_allocated", "lmdb", "", "B", "images=1000 size=32x32x3", 4_000_000),
            of("raw_bytes", "memory", "", "B", "images=1000 size=32x32x3", 3_072_000));
    List<String> rows = text.lines().filter(l -> l.contains(" lmdb ")).toList();
    assertEquals(
        List.of(
            "32x32x3", "1,000", "lmdb", "10.0", "8.00", "12.0", "5.00", "1.00", "2.50", "100",
            "3.38", "4.00", "1.10"),
        List.of(rows.get(0).split(" +")));
    assertEquals(
        List.of("32x32x3", "1,000", "lmdb", "3.00", "3.00", "3.00", "3.00", "333,000"),
        List.of(rows.get(1).split(" +")));
    assertTrue(text.contains("(bound)"), text);
    assertTrue(text.contains("Notes\n- a note"), text);
    assertTrue(text.contains("all, warm"), text);
  }

  @Test
  void sortsBySizeThenCountAndShowsFirstRunsThatStandAlone() {
    String text =
        render(
            List.of(),
            of("store_write", "hdf5", "", "s", "images=5 size=64x64x3", 0.010),
            of("store_write", "hdf5", "", "s", "images=100 size=8x8x3 run=first", 0.020),
            of("store_write", "hdf5", "", "s", "images=20 size=8x8x3", 0.030),
            of("store_write", "hdf5", "", "s", "images=20 size=8x8x3 run=first", 0.040));
    List<String> rows = text.lines().filter(l -> l.contains(" hdf5 ")).map(String::strip).toList();
    assertEquals(3, rows.size(), text);
    assertTrue(rows.get(0).matches("8x8x3 +20 +hdf5 +30.0 +30.0 +30.0 +40.0"), text);
    assertTrue(rows.get(1).matches("8x8x3 +100 +hdf5 +– +– +– +20.0"), text);
    assertTrue(rows.get(2).matches("64x64x3 +5 +hdf5 +10.0 +10.0 +10.0 +–"), text);
  }

  @Test
  void saysSoWhereThereIsNothing() {
    assertEquals("Nothing was measured.", render(List.of()));
  }
}
