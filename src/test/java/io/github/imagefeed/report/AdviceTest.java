package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdviceTest {

  @Test
  void recommendsTheFastestShuffledLoad() {
    assertEquals(
        "Store these images as HDF5: an epoch of 50,000 loads in 0.0810 s shuffled, 1.11 × the"
            + " memory copy, against 0.0991 s from LMDB and 2.41 s from PNG; in training, waiting"
            + " for images takes 0.11 % of a 74.2 s epoch from HDF5 and 1.00 % of a 76.4 s epoch"
            + " from PNG, so any of them will do while one epoch trains longer than about 48 s.",
        Advice.sentence(Runs.full()));
  }

  @Test
  void prefersTheSmallerOfEquals() {
    assertEquals(
        "Store these images as HDF5: an epoch of 50,000 loads in 0.105 s shuffled, equal within the"
            + " noise to 0.100 s from LMDB, and smaller on disk (154.0 MB against 206.0 MB),"
            + " against 2.00 s from PNG; loading from PNG takes less than 5 % of any epoch that"
            + " trains longer than about 40 s.",
        advice(
            Runs.shuffled("png", 2),
            Runs.shuffled("lmdb", 0.1),
            Runs.shuffled("hdf5", 0.105),
            Runs.disk("png", 112e6),
            Runs.disk("lmdb", 206e6),
            Runs.disk("hdf5", 154e6)));
  }

  @Test
  void keepsTheFastestOfEqualsWithoutSizes() {
    String text =
        advice(Runs.shuffled("lmdb", 0.1), Runs.shuffled("hdf5", 0.105), Runs.disk("hdf5", 154e6));
    assertTrue(
        text.startsWith(
            "Store these images as LMDB: an epoch of 50,000 loads in 0.100 s shuffled, equal within"
                + " the noise to 0.105 s from HDF5; "),
        text);
  }

  @Test
  void keepsTheFastestOfEqualsOfOneSize() {
    String text =
        advice(
            Runs.shuffled("lmdb", 0.1),
            Runs.shuffled("hdf5", 0.105),
            Runs.disk("lmdb", 154_000_001),
            Runs.disk("hdf5", 154_000_000));
    assertTrue(text.startsWith("Store these images as LMDB"), text);
    assertTrue(!text.contains("smaller"), text);
  }

  @Test
  void doesNotCompareASingleFormat() {
    assertEquals(
        "Only PNG was loaded, so there is nothing to weigh it against: an epoch of 50,000 loads in"
            + " 2.00 s shuffled, 20.0 × the memory copy; in training, waiting for images takes"
            + " 1.00 % of a 50.0 s epoch from PNG.",
        advice(
            Runs.shuffled("memory", 0.1),
            Runs.shuffled("png", 2),
            Runs.disk("hdf5", 1),
            Runs.epoch("png", 50),
            Runs.share("train_wait_share", "png", 0.01)));
  }

  @Test
  void fallsBackOnSequentialLoadsAndUnknownNames() {
    RunResult run =
        new RunResult(
            Runs.info(Map.of()),
            List.of(
                Runs.load("Web-Dataset", "sequential", 0.5),
                Runs.load("png", "sequential", 2),
                Runs.shuffled("memory", 0.1)));
    assertEquals(
        "Store these images as Web-Dataset: an epoch loads in 0.500 s in stored order, against"
            + " 2.00 s from PNG; loading from PNG takes less than 5 % of any epoch that trains"
            + " longer than about 40 s.",
        Advice.sentence(run));
  }

  @Test
  void namesWhatLoadingCostsWhereItMatters() {
    String text =
        advice(
            Runs.shuffled("png", 2),
            Runs.shuffled("hdf5", 0.1),
            Runs.epoch("png", 6),
            Runs.epoch("hdf5", 5),
            Runs.share("train_wait_share", "png", 0.03, 0.03),
            Runs.share("train_wait_share", "hdf5", 0.001, 0.001),
            Runs.share("train_overhead", "png", 0.19, 0.2, 0.21),
            Runs.share("train_overhead", "hdf5", -0.1, 0.1, 0.3));
    assertTrue(
        text.endsWith(
            "takes 0.10 % of a 5.00 s epoch from HDF5 and 3.00 % of a 6.00 s epoch from PNG, so"
                + " loading matters here: PNG costs 20.0 % of the epoch."),
        text);
  }

  @Test
  void doesNotBelieveTheOverheadOfOneEpoch() {
    String text =
        advice(
            Runs.shuffled("png", 2),
            Runs.shuffled("hdf5", 0.1),
            Runs.epoch("png", 6),
            Runs.epoch("hdf5", 5),
            Runs.share("train_wait_share", "png", 0.03, 0.03),
            Runs.share("train_wait_share", "hdf5", 0.001, 0.001),
            Runs.share("train_overhead", "png", 0.65),
            Runs.share("train_overhead", "hdf5", 0.02));
    assertTrue(text.endsWith(", so either will do for this network."), text);
  }

  @Test
  void saysWhenPrefetchingHidesASlowLoad() {
    String text =
        advice(
            Runs.shuffled("png", 2),
            Runs.shuffled("hdf5", 0.1),
            Runs.epoch("png", 5),
            Runs.epoch("hdf5", 5),
            Runs.share("train_wait_share", "png", 0.01),
            Runs.share("train_wait_share", "hdf5", 0.001));
    assertTrue(text.endsWith("from PNG, so either will do for this network."), text);
  }

  @Test
  void drawsTheShareFromLoadTimesWhereWaitingIsUnknown() {
    String text =
        advice(
            Runs.shuffled("png", 2),
            Runs.shuffled("lmdb", 0.2),
            Runs.shuffled("hdf5", 0.1),
            Runs.epoch("lmdb", 50),
            Runs.epoch("png", 50));
    assertTrue(
        text.endsWith(
            "; loading takes 0.40 % of a 50.0 s training epoch from LMDB and 4.00 % of a 50.0 s"
                + " training epoch from PNG."),
        text);
  }

  @Test
  void saysNothingWithoutLoads() {
    String none =
        "No epoch was loaded from a store, so these figures give no advice on the format.";
    assertEquals(none, advice());
    assertEquals(none, advice(Runs.shuffled("memory", 1), Runs.disk("png", 1)));
    assertEquals(none, advice(Runs.shuffled("png", Double.NaN)));
  }

  private static String advice(Measurement... measurements) {
    return Advice.sentence(Runs.of(measurements));
  }
}
