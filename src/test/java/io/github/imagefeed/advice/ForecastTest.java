package io.github.imagefeed.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forecasts from made-up runs. */
final class ForecastTest {

  private static final List<StoreFormat> FORMATS =
      List.of(new PngFormat(), new LmdbFormat(), new Hdf5Format());
  private static final double HDF5_BYTE = 0.1e-9;
  private static final Map<String, String> FIRST = Map.of("run", "first");

  private static StoreSpec spec(int side, int count) {
    return new StoreSpec(ImageShape.rgb(side, side), count, ClassNames.of("a"), "made up");
  }

  private static Forecast forecast(int side, int count, Storages run) throws IOException {
    return Forecast.of(spec(side, count), run.run(), FORMATS);
  }

  /** PNG slow by images, LMDB and HDF5 by bytes; nothing else was measured. */
  private static Storages threeFormats() {
    return new Storages()
        .format("png", 20e-9, 15e-6, 1e-9)
        .format("lmdb", 3e-9, 50e-9, 0.2e-9)
        .format("hdf5", 2e-9, 0, HDF5_BYTE);
  }

  private static String best(Choice choice) {
    return choice.best().orElseThrow().forecast().format();
  }

  private static List<String> names(List<Choice.Timed> timed) {
    return timed.stream().map(t -> t.forecast().format()).toList();
  }

  private static FormatForecast of(Forecast forecast, String format) {
    return forecast.formats().stream()
        .filter(f -> f.format().equals(format))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void extendsTheCostsOfTheRun() throws IOException {
    Forecast forecast = forecast(224, 1_200_000, threeFormats());
    double bytes = 1_200_000.0 * 224 * 224 * 3;
    assertEquals(2e-9 * bytes, of(forecast, "hdf5").write(), 0.02e-9 * bytes);
    assertEquals(HDF5_BYTE * bytes, of(forecast, "hdf5").warmInOrder(), 0.01 * HDF5_BYTE * bytes);
    assertEquals(15e-6 * 1_200_000 + 1e-9 * bytes, of(forecast, "png").warmInOrder(), 2);
    assertEquals(1, forecast.largestReadRatio(), 1e-3);
    assertEquals(List.of(), forecast.missing());
  }

  @Test
  void disksAndPlansAreTheFormatsOwn() throws IOException {
    Forecast forecast = forecast(32, 50_000, threeFormats());
    for (StoreFormat format : FORMATS) {
      FormatForecast of = of(forecast, format.name());
      assertEquals(format.predictSize(spec(32, 50_000)), of.disk());
      assertEquals(format.plan(spec(32, 50_000)), of.plan());
    }
    assertTrue(of(forecast, "png").plan().fileEach());
    FormatForecast lmdb = of(forecast, "lmdb");
    assertEquals(128, lmdb.plan().blockImages().orElseThrow());
    assertTrue(lmdb.plan().mapBytes().orElseThrow() >= lmdb.disk().bytes());
    assertTrue(of(forecast, "hdf5").plan().blockImages().isEmpty());
  }

  @Test
  void whatOtherOrdersAddLiesBetweenImagesAndBytes() throws IOException {
    double inOrder = Storages.read(0, HDF5_BYTE, 10_000, 32);
    Storages run = threeFormats();
    run.shuffled("hdf5", inOrder + 0.01).cold("hdf5", "sequential", inOrder + 0.1);
    FormatForecast same = of(forecast(32, 100_000, run), "hdf5");
    assertEquals(same.warmInOrder() + 0.1, same.warmShuffled().orElseThrow().low(), 1e-3);
    assertEquals(same.warmInOrder() + 0.1, same.warmShuffled().orElseThrow().high(), 1e-3);
    FormatForecast larger = of(forecast(64, 100_000, run), "hdf5");
    assertEquals(larger.warmInOrder() + 0.1, larger.warmShuffled().orElseThrow().low(), 1e-3);
    assertEquals(larger.warmInOrder() + 0.4, larger.warmShuffled().orElseThrow().high(), 1e-3);
    Span cold = larger.coldInOrder().orElseThrow();
    assertEquals(cold.low(), cold.high(), 0, "one file is read ahead, whatever is in it");
    assertEquals(larger.warmInOrder() + 4, cold.low(), 1e-2);
  }

  @Test
  void noiseAddsNothing() throws IOException {
    FormatForecast hdf5 = of(forecast(32, 10_000, threeFormats().shuffled("hdf5", 1e-5)), "hdf5");
    assertEquals(hdf5.warmInOrder(), hdf5.warmShuffled().orElseThrow().high(), 0);
  }

  @Test
  void theQuickestShuffledIsChosenInMemory() throws IOException {
    Storages run = threeFormats().shuffled("png", 0.3).shuffled("lmdb", 0.02).shuffled("hdf5", 0.1);
    Choice choice = forecast(32, 10_000, run).inMemory();
    assertEquals("lmdb", best(choice), "hdf5 is quicker in order only");
    assertEquals(List.of("hdf5", "png"), names(choice.slower()));
  }

  @Test
  void ofEqualsTheSmallestIsChosen() throws IOException {
    Storages run =
        threeFormats().shuffled("png", 0.3).shuffled("lmdb", 0.0200).shuffled("hdf5", 0.0205);
    Choice choice = forecast(32, 10_000, run).inMemory();
    assertEquals("hdf5", best(choice));
    assertEquals(List.of("lmdb", "hdf5"), names(choice.equals()));
  }

  @Test
  void whatIsSlowerByLessThanTheFitIsWrongMayTurn() throws IOException {
    Storages run =
        threeFormats().shuffled("png", 0.3).shuffled("lmdb", 0.020).shuffled("hdf5", 0.026);
    Choice choice = forecast(32, 10_000, run).inMemory();
    assertEquals("lmdb", best(choice));
    assertEquals(List.of(), names(choice.mayTurn(1)));
    assertEquals(List.of("hdf5"), names(choice.mayTurn(1.5)));
    assertEquals(List.of("hdf5", "png"), names(choice.mayTurn(20)));
  }

  @Test
  void orderDecidesWhereNothingWasShuffled() throws IOException {
    Forecast forecast = forecast(32, 10_000, threeFormats());
    assertFalse(forecast.hasShuffled());
    assertEquals("hdf5", best(forecast.inMemory()));
  }

  @Test
  void coldEpochsDecideBeyondMemory() throws IOException {
    Storages run = threeFormats().shuffled("hdf5", 0.004).shuffled("lmdb", 0.04);
    run.cold("lmdb", "sequential", 0.1).cold("lmdb", "shuffled", 0.3);
    run.cold("hdf5", "sequential", 0.4);
    Forecast forecast = forecast(32, 10_000, run);
    assertEquals("hdf5", best(forecast.inMemory()));
    assertEquals("lmdb", best(forecast.beyondMemory()));
    assertEquals(List.of(of(forecast, "png")), forecast.beyondMemory().unknown());
    assertEquals(3, of(forecast, "lmdb").coldShuffledTimes().orElseThrow(), 1e-9);
    assertTrue(of(forecast, "hdf5").coldShuffledTimes().isEmpty());
  }

  @Test
  void withoutColdEpochsNothingIsSaidOfThem() throws IOException {
    Choice choice = forecast(32, 10_000, threeFormats()).beyondMemory();
    assertTrue(choice.best().isEmpty());
    assertEquals(3, choice.unknown().size());
  }

  /** Cold files of larger images may cost no more than small ones; but nobody knows. */
  @Test
  void whatIsOnlyPerhapsQuickIsNotChosen() throws IOException {
    Storages run = threeFormats().cold("png", "sequential", 1).cold("hdf5", "sequential", 0.1);
    Forecast forecast = forecast(512, 10_000, run);
    Span png = of(forecast, "png").coldInOrder().orElseThrow();
    assertTrue(png.low() < of(forecast, "hdf5").coldInOrder().orElseThrow().low());
    assertEquals("hdf5", best(forecast.beyondMemory()));
  }

  @Test
  void threadsAreComparedWithOne() throws IOException {
    Storages run = threeFormats();
    run.threads("png", 1, 0.8).threads("png", 2, 0.4).threads("png", 4, 0.5);
    run.threads("hdf5", 2, 0.4);
    Forecast forecast = forecast(32, 10_000, run);
    FormatForecast.Threads png = of(forecast, "png").threads().orElseThrow();
    assertEquals(2, png.count());
    assertEquals(2.0, png.times(), 1e-9);
    assertTrue(of(forecast, "hdf5").threads().isEmpty());
  }

  @Test
  void firstRunsServeOnlyForWantOfOthers() throws IOException {
    Storages run = threeFormats().write("hdf5", 10_000, Storages.SMALL, FIRST, 900);
    assertEquals(0, run.run().coverage().firstRuns());
    assertEquals(1, forecast(32, 10_000, run).largestWriteRatio(), 1e-3);
    run.read("hdf5", "sequential", 20_000, FIRST, Storages.read(0, HDF5_BYTE, 20_000, 32));
    assertEquals(1, run.run().coverage().firstRuns());
    assertEquals(20_000, run.run().coverage().mostImages());
  }

  @Test
  void otherThanDefaultStoresDoNotCount() throws IOException {
    Storages run = threeFormats();
    run.write("hdf5", 10_000, Storages.SMALL, Map.of("layout", "deflate"), 900);
    run.read("hdf5", "sequential", 10_000, Map.of("chunk", "1"), 900);
    Forecast forecast = forecast(32, 10_000, run);
    assertEquals(1, forecast.largestWriteRatio(), 1e-3);
    assertEquals(1, forecast.largestReadRatio(), 1e-3);
  }

  @Test
  void coverageSaysWhatIsExtrapolated() throws IOException {
    Coverage coverage = threeFormats().run().coverage();
    assertEquals("512x512x3", coverage.largest());
    assertTrue(coverage.hasLargerImages(ImageSet.of(spec(512, 1))));
    assertFalse(coverage.hasLargerImages(ImageSet.of(spec(513, 1))));
    assertTrue(coverage.hasSmallerImages(ImageSet.of(spec(32, 1))));
    assertFalse(coverage.hasSmallerImages(ImageSet.of(spec(31, 1))));
    assertTrue(coverage.hasAsManyImages(ImageSet.of(spec(32, 10_000))));
    assertFalse(coverage.hasAsManyImages(ImageSet.of(spec(32, 10_001))));
    assertFalse(coverage.hasAsManyBytes(ImageSet.of(spec(512, 200))));
    assertTrue(coverage.otherwise().isEmpty());
    Storages run = threeFormats().cold("hdf5", "sequential", 1);
    run.read("hdf5", "sequential", 77_777, Map.of("chunk", "1"), 1);
    assertEquals(
        new Coverage.Sample(10_000, Storages.SMALL),
        run.run().coverage().otherwise().orElseThrow());
  }

  @Test
  void formatsThatTheRunHasNotAreNamed() throws IOException {
    Forecast forecast = forecast(32, 10_000, new Storages().format("hdf5", 2e-9, 0, HDF5_BYTE));
    assertEquals(List.of("png", "lmdb"), forecast.missing());
    Map<String, String> variant = Map.of("compression", "small");
    Storages run = new Storages().format("hdf5", 2e-9, 0, HDF5_BYTE);
    run.write("png", 1, Storages.SMALL, variant, 0.1);
    assertEquals(List.of("hdf5"), run.run().formats(), "others than default stores are no format");
  }

  @Test
  void formatsThatCannotHoldTheSetAreLeftOut() throws IOException {
    Forecast forecast = forecast(1024, 150_000_000, threeFormats());
    assertEquals(
        List.of("png", "hdf5"), forecast.formats().stream().map(FormatForecast::format).toList());
    assertEquals("lmdb", forecast.refused().get(0).format());
    assertEquals(List.of(), forecast.missing());
    assertEquals(List.of(), forecast(1024, 100_000_000, threeFormats()).refused());
    Storages lmdb = new Storages().format("lmdb", 3e-9, 50e-9, 0.2e-9);
    String message =
        assertThrows(IllegalArgumentException.class, () -> forecast(1024, 150_000_000, lmdb))
            .getMessage();
    assertTrue(message.contains("no format of the run can hold the set: lmdb: "), message);
  }

  @Test
  void refusesRunsThatSayTooLittle() {
    assertRefused("expected one of 'storage'", threeFormats(), "compare");
    assertRefused("nothing was written", new Storages(), "storage");
    Storages one = new Storages().write("hdf5", 1, Storages.SMALL, Map.of(), 0.1);
    assertRefused("writing of hdf5 was timed for 1 sets, expected at least 4", one, "storage");
    assertRefused("storage --budget", one, "storage");
    assertRefused("size '32'", threeFormats().write("hdf5", 1, "32", Map.of(), 1), "storage");
    Storages timeless = threeFormats().write("hdf5", 1, Storages.SMALL, FIRST, Double.NaN);
    assertRefused("seconds is NaN", timeless, "storage");
  }

  private static void assertRefused(String words, Storages run, String command) {
    String message =
        assertThrows(IOException.class, () -> StorageRun.of(run.of(command))).getMessage();
    assertTrue(message.contains(words), message);
  }
}
