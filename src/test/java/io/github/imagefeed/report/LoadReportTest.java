package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoadReportTest {

  @Test
  void showsWhatGoesIntoAnEpoch() {
    String text =
        LoadReport.render(
            Runs.of(
                Runs.shuffled("memory", 0.04),
                Runs.of("epoch_copy", "memory", "shuffled", "s", 0.02),
                Runs.of("first_batch", "memory", "shuffled", "s", 0.001),
                Runs.shuffled("hdf5", 0.05),
                Runs.of("epoch_copy", "hdf5", "shuffled", "s", 0.025),
                Runs.of("first_batch", "hdf5", "shuffled", "s", 0.002),
                Runs.of("batch_wait_p50", "hdf5", "shuffled", "s", 0.0001),
                Runs.of("batch_wait_p99", "hdf5", "shuffled", "s", 0.0009),
                Runs.of("epoch_cpu", "hdf5", "shuffled", "s", 0.08),
                Runs.of("batch_heap", "hdf5", "shuffled", "B", 2_040),
                Runs.of("device_read", "hdf5", "shuffled", "B", 0)));
    String expected =
        """
                           bytes     ×     CPU     heap     first  wait µs       device
        store   order     only s  copy       s  B/batch  batch ms      p50  p99      MB
        -------------------------------------------------------------------------------
        memory  shuffled  0.0200  1.00       –        –      1.00        –    –       –
        hdf5    shuffled  0.0250  1.25  0.0800    2,040      2.00      100  900    0.00
        """;
    assertTrue(text.contains(expected), text);
    assertTrue(text.contains("hdf5    shuffled  0.0500"), text);
  }

  @Test
  void showsColdEpochsBesideThePlainRead() {
    String text =
        LoadReport.render(
            Runs.of(
                Runs.of("epoch_load_cold", "lmdb", "shuffled", "s", 0.12, 0.1, 0.15),
                Runs.of("plain_read_cold", "lmdb", "shuffled", "s", 0.1, 0.1, 0.1),
                Runs.of("times_plain_read", "lmdb", "shuffled", "1", 1.2, 1.0, 1.5),
                Runs.of("first_batch_cold", "lmdb", "shuffled", "s", 0.09),
                Runs.of("device_read_cold", "lmdb", "shuffled", "B", 155_000_000)));
    String expected =
        """
        cold             median  lowest  highest   plain  × plain     first  device
        store  order          s       s        s  read s     read  batch ms      MB
        ---------------------------------------------------------------------------
        lmdb   shuffled   0.120   0.100    0.150   0.100     1.20      90.0     155
        """;
    assertTrue(text.startsWith(expected), text);
    assertFalse(text.contains("The page cache is warm"), text);
  }

  @Test
  void saysWhenThereIsNothing() {
    assertEquals("No epoch load was measured.", LoadReport.render(Runs.of(Runs.disk("png", 1))));
  }
}
