package io.github.imagefeed.advice;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs from which nothing, or nonsense, would follow. */
final class RunCheckTest {

  private static final Map<String, String> REPEATED = Map.of();
  private static final Map<String, String> FIRST = Map.of("run", "first");

  /** Four sets, the largest of which has that many images of 64x64x3. */
  private static Storages upTo(int most, Map<String, String> run, double fixed, double perImage) {
    Storages storages = new Storages();
    int[][] sets = {{1, 32}, {10, 32}, {1, 64}, {most, 64}};
    for (int[] set : sets) {
      String size = set[1] + "x" + set[1] + "x3";
      double seconds = fixed + perImage * set[0];
      storages.write("lmdb", set[0], size, run, seconds);
      storages.read("lmdb", "sequential", set[0], run, seconds, size);
    }
    return storages;
  }

  private static void assertRefused(String words, Storages run) {
    String message = assertThrows(IOException.class, run::run).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains("storage --budget"), message);
  }

  @Test
  void storesOfAThousandImagesOrTenMegabytesServe() {
    assertDoesNotThrow(upTo(1_000, REPEATED, 0.01, 1e-5)::run);
    assertDoesNotThrow(upTo(814, REPEATED, 0.01, 1e-5)::run, "10.002 MB");
    assertRefused("at least 1,000 images or 10 MB", upTo(813, REPEATED, 0.01, 1e-5));
    assertRefused("writing of lmdb was not timed more than once", upTo(10, REPEATED, 0.01, 1e-5));
  }

  @Test
  void largeStoresInFirstRunsOnlyDoNot() {
    assertRefused("not timed more than once", upTo(10_000, FIRST, 0.01, 1e-5));
    Storages firstLarge = upTo(10, REPEATED, 0.01, 1e-5);
    firstLarge.write("lmdb", 10_000, Storages.SMALL, FIRST, 0.1);
    firstLarge.read("lmdb", "sequential", 10_000, FIRST, 0.1);
    assertRefused("not timed more than once", firstLarge);
  }

  @Test
  void readingIsCheckedAsWritingIs() {
    Storages run = upTo(10, REPEATED, 0.01, 1e-5);
    run.write("lmdb", 10_000, Storages.SMALL, REPEATED, 0.11);
    assertRefused("reading of lmdb was not timed more than once", run);
  }

  /** One poor format is enough: its row would stand beside the good ones. */
  @Test
  void everyFormatIsChecked() {
    Storages run = upTo(10, REPEATED, 0.01, 1e-5).format("hdf5", 2e-9, 0, 1e-10);
    assertRefused("writing of lmdb", run);
  }

  /** Otherwise 22 TB would be written in 8 ms. */
  @Test
  void timesThatDoNotGrowAreRefused() {
    assertRefused("took no longer for many images", upTo(1_000, REPEATED, 0.008, 0));
  }

  @Test
  void timesThatNoModelMeetsAreRefused() {
    Storages run = upTo(10_000, REPEATED, 0.01, 1e-5);
    run.write("lmdb", 20_000, "64x64x3", REPEATED, 10);
    run.write("lmdb", 20_001, "64x64x3", REPEATED, 0.05);
    assertRefused("times of writing of lmdb are met within a factor of", run);
  }
}
