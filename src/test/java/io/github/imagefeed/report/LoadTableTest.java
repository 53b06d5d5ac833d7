package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadTableTest {

  @Test
  void showsSpreadRateAndRatio() {
    String text =
        LoadTable.render(
            Runs.of(
                Runs.shuffled("data/a.lmdb", 0.2, 0.1, 0.4),
                Runs.load("data/a.lmdb", "sequential", 0.05),
                Runs.shuffled("memory", 0.08),
                Runs.of("epoch_cpu", "memory", "shuffled", "s", 0.1),
                Runs.of("epoch_copy", "memory", "shuffled", "s", 0.02)));
    String expected =
        """
        CIFAR-10: 50,000 training images, 10,000 test images, 32×32×3

                                 median  lowest  highest             images/s       ×     ×
        store        order            s       s        s   images/s  per core  memory  copy
        -----------------------------------------------------------------------------------
        memory       shuffled    0.0800  0.0800   0.0800    625,000   500,000    1.00  4.00
        data/a.lmdb  sequential  0.0500  0.0500   0.0500  1,000,000         –       –     –
        data/a.lmdb  shuffled     0.200   0.100    0.400    250,000         –    2.50  10.0

        Seconds to load every training image once, as float32 arrays; each row from 1 to 3 epochs. The page
        cache is warm: the files had been read before the clock started. Per core is per second of processor
        time; memory is the same images in memory, loaded by as many workers; copy is the plain copy of
        their bytes within memory, by one thread.""";
    assertEquals(expected, text);
  }

  @Test
  void comparesEachNumberOfWorkersWithItsOwnMemory() {
    String text =
        LoadTable.render(
            Runs.of(
                Runs.shuffled("memory", Map.of("workers", "0"), 0.08),
                Runs.shuffled("memory", Map.of("workers", "2"), 0.04),
                Runs.shuffled("png", Map.of("workers", "0"), 0.8),
                Runs.shuffled("png", Map.of("workers", "2"), 0.8),
                Runs.shuffled("png", Map.of("processes", "2"), 0.8)));
    assertTrue(text.contains("62,500    10.0\n"), text);
    assertTrue(text.contains("62,500    20.0\n"), text);
    assertTrue(text.contains("62,500       –\n"), text);
  }

  @Test
  void leavesOutTheRatioWithoutMemory() {
    String text = LoadTable.render(Runs.of(Runs.shuffled("png", 2)));
    assertTrue(text.contains("png    shuffled    2.00    2.00     2.00    25,000\n"), text);
  }

  @Test
  void saysWhenThereIsNothing() {
    assertEquals("No epoch load was measured.", LoadTable.render(Runs.of(Runs.disk("png", 1))));
  }
}
