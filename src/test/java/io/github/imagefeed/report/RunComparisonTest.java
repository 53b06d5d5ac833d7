package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunComparisonTest {

  private static Difference difference(double[] first, double[] second) {
    return Difference.of(Runs.shuffled("lmdb", first), Runs.shuffled("lmdb", second));
  }

  private static double[] samples(double... samples) {
    return samples;
  }

  @Test
  void intervalsOfTheMedianDecideNotExtremes() {
    // The spans overlap at 9, but the 95 % intervals are 1.1 to 1.7 and 2.1 to 2.7.
    double[] low = samples(1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 9.0);
    double[] high = samples(1.0, 2.1, 2.2, 2.3, 2.4, 2.5, 2.6, 2.7, 9.0);
    assertEquals(Difference.HIGHER, difference(low, high));
    assertEquals(Difference.LOWER, difference(high, low));
    assertEquals(
        Difference.WITHIN_NOISE,
        difference(low, samples(1.0, 1.1, 1.2, 1.3, 1.6, 1.6, 1.6, 1.7, 9.0)));
  }

  @Test
  void fewSamplesSpanTheirNoise() {
    double[] low = samples(1, 2, 2, 3);
    assertEquals(Difference.WITHIN_NOISE, difference(low, samples(3, 4, 4, 5)));
    assertEquals(Difference.HIGHER, difference(low, samples(3.1, 4, 4, 5)));
  }

  /** Chance alone parts three and three in one of ten comparisons. */
  @Test
  void ofFewerThanFourASideNothingIsSaid() {
    assertEquals(Difference.UNKNOWN, difference(samples(1, 2), samples(8, 9)));
    assertEquals(Difference.UNKNOWN, difference(samples(1, 2, 3), samples(7, 8, 8, 9)));
    assertEquals(Difference.UNKNOWN, difference(samples(7, 8, 8, 9), samples(1, 2, 3)));
  }

  @Test
  void onlyWhatIsCountedIsExact() {
    Measurement heap = Runs.of("batch_heap", "lmdb", "shuffled", "B", 2_000);
    Measurement more = Runs.of("batch_heap", "lmdb", "shuffled", "B", 2_040);
    assertEquals(Difference.UNKNOWN, Difference.of(heap, more));
    for (String name : List.of("disk_bytes", "disk_predicted", "raw_bytes")) {
      assertEquals(
          Difference.LOWER,
          Difference.of(Runs.of(name, "png", "", "B", 9), Runs.of(name, "png", "", "B", 8)));
    }
  }

  @Test
  void aSingleSampleSaysNothingButOfBytes() {
    assertEquals(Difference.UNKNOWN, difference(samples(1), samples(9, 9.1)));
    assertEquals(Difference.SAME, difference(samples(1), samples(1)));
    assertEquals(Difference.HIGHER, Difference.of(Runs.disk("lmdb", 10), Runs.disk("lmdb", 11)));
    assertEquals(Difference.UNKNOWN, difference(samples(1, 1, 1), samples(Double.NaN, Double.NaN)));
  }

  @Test
  void showsWhatBothRunsHave() {
    RunComparison comparison =
        RunComparison.of(
            Runs.of(
                Runs.shuffled("lmdb", 0.10, 0.10, 0.11, 0.11),
                Runs.shuffled("png", Map.of("workers", "2"), 1.0, 1.1),
                Runs.disk("lmdb", 1e6)),
            Runs.of(
                Runs.shuffled("lmdb", 0.20, 0.20, 0.21, 0.21),
                Runs.of("first_batch", "lmdb", "shuffled", "s", 0.1),
                Runs.disk("lmdb", 1e6)));
    assertEquals(
        List.of(
            List.of(
                "epoch_load", "lmdb", "shuffled", "105\u00a0ms", "205\u00a0ms", "1.95 ×", "higher"),
            List.of(
                "disk_bytes", "lmdb", "", "1.00\u00a0MB", "1.00\u00a0MB", "1.00 ×", "the same")),
        comparison.main().rows());
    assertTrue(comparison.rest().rows().isEmpty(), comparison.rest().toString());
    assertTrue(comparison.sentence().contains("2 main figures"), comparison.sentence());
    assertTrue(comparison.sentence().contains("1 differs"), comparison.sentence());
  }
}
