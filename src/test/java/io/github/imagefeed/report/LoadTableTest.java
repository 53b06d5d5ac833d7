package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LoadTableTest {

  @Test
  void showsSpreadRateAndRatio() {
    String text =
        LoadTable.render(
            Runs.of(
                Runs.shuffled("data/a.lmdb", 0.2, 0.1, 0.4),
                Runs.load("data/a.lmdb", "sequential", 0.05),
                Runs.shuffled("memory", 0.08)));
    String expected =
        """
        CIFAR-10: 50,000 training images, 10,000 test images, 32×32×3

                                 median  lowest  highest                  ×
        store        order            s       s        s   images/s  memory
        -------------------------------------------------------------------
        memory       shuffled    0.0800  0.0800   0.0800    625,000    1.00
        data/a.lmdb  sequential  0.0500  0.0500   0.0500  1,000,000       –
        data/a.lmdb  shuffled     0.200   0.100    0.400    250,000    2.50

        Seconds to load every training image once; each row from 1 to 3 epochs. The page cache is warm: the
        files had been read before the clock started.""";
    assertEquals(expected, text);
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
