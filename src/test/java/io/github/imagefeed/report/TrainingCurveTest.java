package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrainingCurveTest {

  @Test
  void showsOneRowPerEpoch() {
    String text =
        TrainingCurve.render(
            Runs.of(
                Runs.of("train_loss", "lmdb", "", "1", 1.62, 1.21, 0.98),
                Runs.share("train_accuracy", "lmdb", 0.41, 0.573, 0.656),
                Runs.share("test_accuracy", "lmdb", 0.50, 0.64),
                Runs.epoch("lmdb", 74.2, 73.9, 74.0),
                Runs.of("train_wait", "lmdb", "", "s", 0.08, 0.02, 0.03)),
            "lmdb");
    String expected =
        """
               train   train  epoch  waiting    test
        epoch   loss  acc. %      s        %  acc. %  test accuracy, 0 to 100 %
        -----------------------------------------------------------------------
            1   1.62    41.0   74.2     0.11    50.0  ████████████▌
            2   1.21    57.3   73.9     0.03    64.0  ████████████████
            3  0.980    65.6   74.0     0.04       –  –""";
    assertEquals(expected, text);
  }

  @Test
  void survivesLossesThatDiverge() {
    String text =
        TrainingCurve.render(
            Runs.of(
                Runs.of("train_loss", "png", "", "1", Double.NaN),
                Runs.share("test_accuracy", "png", Double.NaN)),
            "png");
    assertTrue(text.endsWith("    1    NaN     NaN"), text);
  }

  @Test
  void saysWhenThereIsNothing() {
    assertEquals(
        "No training epoch from zarr was measured.", TrainingCurve.render(Runs.full(), "zarr"));
  }
}
