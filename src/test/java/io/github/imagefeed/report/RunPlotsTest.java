package io.github.imagefeed.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RunPlotsTest {

  private static List<Plot> plots(RunResult run) {
    return RunPlots.of(run).stream().flatMap(group -> group.plots().stream()).toList();
  }

  private static List<String> ids(RunResult run) {
    return plots(run).stream().map(Plot::id).toList();
  }

  private static Plot plot(RunResult run, String id) {
    return plots(run).stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
  }

  private static Plot.Series series(Plot plot, String name) {
    return plot.series().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static RunResult example() throws Exception {
    return ResultsJson.read(path("example-storage.json"));
  }

  private static Path path(String name) throws URISyntaxException {
    return Path.of(RunPlotsTest.class.getResource(name).toURI());
  }

  private static Measurement with(
      String name, String format, String order, Map<String, String> settings, double... samples) {
    return new Measurement(
        name,
        format,
        order,
        settings,
        "s",
        IntStream.range(0, samples.length).mapToObj(i -> samples[i]).toList());
  }

  @Test
  void storageShowsAllThatItMeasured() throws Exception {
    assertEquals(
        List.of(
            "write-time-log",
            "write-time-linear",
            "read-time-log",
            "read-time-linear",
            "read-beside-write",
            "disk",
            "changes",
            "first-run",
            "size-read",
            "size-write",
            "read-threads",
            "cold-beside-warm",
            "lmdb-blocks",
            "png-compression-disk",
            "png-compression-write",
            "png-compression-read",
            "hdf5-layout-disk",
            "hdf5-layout-write",
            "hdf5-layout-read",
            "epoch-processes"),
        ids(example()));
  }

  @Test
  void timeByCountHasEveryCountAndItsBound() throws Exception {
    Plot write = plot(example(), "write-time-log");
    assertEquals(
        List.of(1.0, 10.0, 100.0, 1000.0, 10000.0, 100000.0),
        series(write, "PNG").points().stream().map(Plot.Point::x).toList());
    assertEquals(6, write.bounds().get(0).points().size());
    assertTrue(
        write.message().contains("100,000 images: too few runs to rank, medians are HDF5"),
        write.message());
  }

  @Test
  void diskUseIsOfTheLargestStoreBesideItsPixels() throws Exception {
    Plot disk = plot(example(), "disk");
    assertEquals(List.of("length of the files", "blocks they take"), disk.categories());
    assertEquals(307_200_000, disk.bounds().get(0).points().get(0).median());
    assertEquals(307_200_000 + 4096 + 800_000, series(disk, "HDF5").points().get(0).median());
  }

  @Test
  void ratesTurnLowestAndHighestAround() throws Exception {
    Plot.Point one = series(plot(example(), "read-threads"), "LMDB").points().get(0);
    assertTrue(one.low() < one.median() && one.median() < one.high(), one.toString());
  }

  @Test
  void blocksArePointsBesideTheirPrediction() throws Exception {
    Plot blocks = plot(example(), "lmdb-blocks");
    assertEquals(Plot.Kind.POINTS, blocks.kind());
    assertEquals(blocks.series().size(), blocks.bounds().size());
    assertEquals("measured, 32×32×3", blocks.series().get(0).name());
  }

  @Test
  void comparisonShowsLoadingAndTraining() {
    List<String> ids = ids(Runs.full());
    assertEquals(List.of("epoch-load", "train-waiting", "train-epoch", "train-accuracy"), ids);
    Plot load = plot(Runs.full(), "epoch-load");
    assertEquals(List.of("sequential", "shuffled"), load.categories());
    assertTrue(
        load.message().contains("too few runs to rank, medians are HDF5 81"), load.message());
  }

  @Test
  void theCopyInMemoryIsTheBoundOfLoading() {
    RunResult run =
        Runs.of(
            Runs.shuffled("lmdb", 0.03, 0.04),
            Runs.of("epoch_copy", "memory", "shuffled", "s", 0.02),
            Runs.of("epoch_copy", "lmdb", "shuffled", "s", 0.025));
    Plot load = plot(run, "epoch-load");
    assertEquals(0.02, load.bounds().get(0).points().get(0).median());
  }

  @Test
  void tellsWorkersFromProcesses() {
    RunResult run =
        Runs.of(
            Runs.shuffled("png", Map.of("workers", "1"), 1.0),
            Runs.shuffled("png", Map.of("workers", "2"), 0.5),
            Runs.shuffled("png", Map.of("processes", "1"), 1.0),
            Runs.shuffled("png", Map.of("processes", "4"), 0.25));
    assertEquals(List.of("epoch-load", "epoch-workers", "epoch-processes"), ids(run));
    Plot.Series workers = plot(run, "epoch-workers").series().get(0);
    assertEquals(100_000, workers.points().get(1).median());
    assertEquals("png", workers.format());
  }

  @Test
  void foldsAreSeenOneByOneWithTheirMean() {
    RunResult run =
        Runs.of(
            with("test_accuracy", "lmdb", "", Map.of("fold", "1"), 0.5, 0.7),
            with("test_accuracy", "lmdb", "", Map.of("fold", "2"), 0.5, 0.8));
    Plot folds = plot(run, "fold-accuracy");
    assertEquals(List.of("fold 1", "fold 2"), folds.categories());
    assertEquals(0.75, folds.bounds().get(0).points().get(0).median(), 1e-12);
  }

  @Test
  void aFirstRunStandsInWhereThereIsNoOther() {
    Map<String, String> one = Map.of("images", "1", "size", "32x32x3");
    Map<String, String> ten = Map.of("images", "10", "size", "32x32x3");
    Map<String, String> oneFirst = Map.of("images", "1", "size", "32x32x3", "run", "first");
    Map<String, String> tenFirst = Map.of("images", "10", "size", "32x32x3", "run", "first");
    RunResult run =
        Runs.of(
            with("store_write", "lmdb", "", oneFirst, 9),
            with("store_write", "lmdb", "", one, 1, 1.1),
            with("store_write", "lmdb", "", tenFirst, 20),
            with("store_write", "hdf5", "", ten, 3));
    Plot.Series lmdb = series(plot(run, "write-time-log"), "LMDB");
    assertEquals(List.of(1.05, 20.0), lmdb.points().stream().map(Plot.Point::median).toList());
  }

  /** A larger store of which there is a first run only: it is drawn, but not weighed. */
  @Test
  void wordsAreDrawnFromMoreThanFirstRuns() {
    Map<String, String> ten = Map.of("images", "10", "size", "32x32x3");
    Map<String, String> hundred = Map.of("images", "100", "size", "32x32x3");
    Map<String, String> first = Map.of("images", "100", "size", "32x32x3", "run", "first");
    RunResult run =
        Runs.of(
            with("store_write", "lmdb", "", ten, 1, 1.1),
            with("store_write", "hdf5", "", ten, 2, 2.1),
            with("store_write", "lmdb", "", first, 90),
            with("store_write", "hdf5", "", first, 20),
            with("disk_bytes", "lmdb", "", ten, 31_000),
            with("disk_bytes", "hdf5", "", ten, 30_000),
            with("disk_bytes", "lmdb", "", hundred, 300_000),
            with("disk_bytes", "hdf5", "", hundred, 310_000));
    String sentence = RunSummary.of(run).sentence();
    assertTrue(
        sentence.startsWith(
            "Of stores of 10 images, fastest to write: too few runs to rank, medians are LMDB"),
        sentence);
    assertTrue(sentence.contains("smallest: HDF5 with"), sentence);
    Plot write = plot(run, "write-time-log");
    assertTrue(write.message().contains("at 10 images: too few runs"), write.message());
    assertEquals(2, series(write, "LMDB").points().size());
  }

  /** Reading had no time for the larger stores in one format: none of the figures is of them. */
  @Test
  void whatIsWeighedInOneSentenceIsOfTheSameStores() {
    RunResult run =
        Runs.of(
            with("store_write", "lmdb", "", of(10), 1, 1.1),
            with("store_write", "hdf5", "", of(10), 2, 2.1),
            with("store_write", "lmdb", "", of(100), 20, 20.1),
            with("store_write", "hdf5", "", of(100), 10, 10.1),
            with("store_read", "lmdb", "sequential", of(10), 0.1, 0.11),
            with("store_read", "hdf5", "sequential", of(10), 0.2, 0.21),
            with("store_read", "hdf5", "sequential", of(100), 3),
            with("disk_bytes", "lmdb", "", of(10), 20),
            with("disk_bytes", "hdf5", "", of(10), 10),
            with("disk_bytes", "lmdb", "", of(100), 100),
            with("disk_bytes", "hdf5", "", of(100), 200));
    assertEquals(
        "Of stores of 10 images, fastest to write: too few runs to rank, medians are LMDB"
            + " 1.05\u00a0s and HDF5 2.05\u00a0s; fastest to read in stored order: too few runs to"
            + " rank, medians are LMDB 105\u00a0ms and HDF5 205\u00a0ms; smallest: HDF5 with"
            + " 10.0\u00a0B, then LMDB (2.00 ×).",
        RunSummary.of(run).sentence());
  }

  @Test
  void nobodyWinsWithinTheNoise() {
    List<Measurement> scattered =
        List.of(
            with("x", "png", "", of(10), 3, 3, 3, 3, 3, 3),
            with("x", "lmdb", "", of(10), 1, 1.5, 2, 4, 4, 4),
            with("x", "hdf5", "", of(10), 1, 1, 1, 1.2, 1.2, 3.5));
    // LMDB is alike with the first as well as PNG, and PNG is not behind it for being named later.
    assertEquals(
        "HDF5, LMDB and PNG alike with 1.10\u00a0s, 3.00\u00a0s and 3.00\u00a0s",
        Ranking.words(List.of(scattered.get(2), scattered.get(1), scattered.get(0)), Unit.SECONDS));
    List<Measurement> three =
        List.of(
            with("x", "lmdb", "", of(10), 0.01, 0.0895, 0.2),
            with("x", "hdf5", "", of(10), 0.0201, 0.0201, 0.0201),
            with("x", "png", "", of(10), 0.07, 0.0717, 0.08));
    assertEquals(
        "too few runs to rank, medians are HDF5 20.1\u00a0ms, PNG 71.7\u00a0ms and LMDB"
            + " 89.5\u00a0ms",
        Ranking.words(three, Unit.SECONDS));
    // Who stands behind one that can be told from the first is behind it too; memory does not run.
    Measurement steady = with("x", "lmdb", "", of(1), 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 9);
    Measurement quick = with("x", "hdf5", "", of(1), 1, 1, 1, 1, 1, 1, 1, 1, 9);
    Measurement memory = with("x", "memory", "", of(1), 0.1);
    Measurement wide = with("x", "png", "", of(1), 0.9, 0.9, 1.3, 1.3, 1.3, 1.3);
    assertEquals(
        "HDF5 with 1.00\u00a0s, then LMDB (1.20 ×) and PNG (1.30 ×)",
        Ranking.words(List.of(memory, wide, steady, quick), Unit.SECONDS));
  }

  @Test
  void captionsSayWhatWritingLeavesToTheSystem() {
    RunResult run =
        Runs.of(
            with("store_write", "png", "", of(1), 1, 1.1),
            with("store_write", "hdf5", "", of(1), 0.1, 0.11),
            with("store_write", "png", "", of(10), 2, 2.1),
            with("store_write", "hdf5", "", of(10), 0.2, 0.21),
            with("store_sync", "png", "", of(10), 5, 5.1),
            with("store_sync", "hdf5", "", of(10), 0.002, 0.002),
            with("store_read", "png", "sequential", of(10), 1, 1.1));
    Plot both = plot(run, "read-beside-write");
    assertTrue(both.categories().contains("left to write back"), both.categories().toString());
    double x = both.categories().indexOf("left to write back");
    assertEquals(
        0.505,
        series(both, "PNG").points().stream().filter(p -> p.x() == x).findFirst().get().median(),
        1e-9);
    for (String id : List.of("read-beside-write", "write-time-log", "write-time-linear")) {
      String message = plot(run, id).message();
      assertTrue(message.contains("took 5.05\u00a0s of PNG and 2.00\u00a0ms of HDF5."), message);
    }
    FigureTable table = RunSummary.of(run).tables().get(0);
    assertTrue(table.rows().get(0).contains("5.05\u00a0s"), table.toString());
    Measurement lmdb = with("store_write", "lmdb", "", of(1), 1);
    assertEquals("", LaterSync.note(Selection.of(Runs.of(lmdb))), "nothing is left by LMDB");
  }

  @Test
  void theTutorialIsShownBesideImagesOfItsSizeOnly() {
    Map<String, String> larger = Map.of("images", "1", "size", "64x64x3");
    assertEquals(
        1, RunSummary.of(Runs.of(with("store_write", "png", "", of(1), 1))).references().size());
    assertEquals(
        List.of(), RunSummary.of(Runs.of(with("store_write", "png", "", larger, 1))).references());
  }

  private static Map<String, String> of(int images) {
    return Map.of("images", String.valueOf(images), "size", "32x32x3");
  }

  @Test
  void aCountThatIsNoNumberIsUnknown() {
    Map<String, String> odd = Map.of("images", "<script>", "size", "32x32x3");
    Map<String, String> oddFirst = Map.of("images", "<script>", "size", "32x32x3", "run", "first");
    RunResult run =
        Runs.of(
            with("store_write", "lmdb", "", odd, 1),
            with("store_write", "hdf5", "", odd, 2),
            with("store_write", "lmdb", "", oddFirst, 2),
            with("store_sync", "png", "", odd, 2),
            with("store_write", "png", "", odd, 2),
            with("store_read", "lmdb", "sequential", odd, 1),
            with("store_append", "lmdb", "", odd, 1),
            with("disk_bytes", "lmdb", "", odd, 1),
            with("single_read", "lmdb", "", odd, 1));
    assertFalse(ids(run).contains("write-time-log"), ids(run).toString());
    assertEquals(
        "Neither writing nor reading of several formats was measured.",
        RunSummary.of(run).sentence());
    assertTrue(GrowthTable.render(run).isPresent());
  }

  @Test
  void aFirstRunAloneIsNeitherWeighedNorTabled() {
    Map<String, String> first = Map.of("images", "1", "size", "32x32x3", "run", "first");
    RunResult run =
        Runs.of(
            with("store_write", "png", "", first, 0.401),
            with("store_write", "lmdb", "", first, 0.3),
            with("store_write", "hdf5", "", of(1), 0.1, 0.11));
    RunSummary summary = RunSummary.of(run);
    assertFalse(summary.toString().contains("401"), summary.toString());
    assertFalse(summary.sentence().contains("300"), summary.sentence());
    assertTrue(summary.references().toString().contains("105"), summary.toString());
  }

  @Test
  void nothingMeasuredShowsNothing() {
    assertEquals(List.of(), RunPlots.of(Runs.of()));
    RunSummary summary = RunSummary.of(Runs.of());
    assertEquals("", summary.sentence());
    assertEquals(List.of(), summary.tables());
  }

  @Test
  void summaryOfStorageNamesTheBestWithRatios() throws Exception {
    RunSummary summary = RunSummary.of(example());
    assertTrue(
        summary
            .sentence()
            .startsWith(
                "Of stores of 100,000 images, fastest to write: too few runs to rank, medians are HDF5"),
        summary.sentence());
    FigureTable table = summary.tables().get(0);
    assertEquals(
        List.of("PNG", "LMDB", "HDF5", "bound"), table.rows().stream().map(r -> r.get(0)).toList());
    FigureTable tutorial = summary.references().get(0);
    assertEquals("1.915 ms", tutorial.rows().get(0).get(1));
    assertFalse(tutorial.rows().get(0).contains(FigureTable.MISSING), tutorial.toString());
  }

  @Test
  void summaryOfAComparisonHasTheMainFigures() {
    FigureTable table = RunSummary.of(Runs.full()).tables().get(0);
    List<String> headers = table.columns().stream().map(FigureTable.Column::header).toList();
    assertTrue(
        headers.containsAll(List.of("on disk", "shuffled load", "waiting", "test acc.")),
        headers.toString());
    Optional<List<String>> lmdb =
        table.rows().stream().filter(row -> row.get(0).equals("lmdb")).findFirst();
    assertTrue(lmdb.orElseThrow().contains("64.1 %"), lmdb.toString());
  }
}
