package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.DigestedStore;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ForeignDouble;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are interrupted, gone on with, stopped early, and refused. */
final class TrainingTest {

  private static final ImageSource SOURCE = new SyntheticSource(8, 8, 330, 100, 4);
  private static final int BATCH = 32;
  private static final int BATCHES = 11;

  private static final Training.Options EVERY_BATCH =
      new Training.Options(new CheckpointSchedule(1, Duration.ZERO), OptionalInt.empty(), true);

  @TempDir Path folder;

  private RunFolder runs;

  @BeforeEach
  void place() {
    runs = new RunFolder(folder.resolve("run"));
  }

  private static Recipe recipe(int epochs) {
    return new Recipe(
        Architecture.SMALL, epochs, BATCH, 3, Recipe.LEARNING_RATE, 0.9f, 5e-4f, 0.1f, true);
  }

  private ImageStore store(String format, ImageSource source, Split split) throws IOException {
    Path path = folder.resolve(source.hashCode() + "-" + split + "." + format);
    if (!Files.exists(path)) {
      Selection all = Selection.of(source, List.of(split), Integer.MAX_VALUE);
      Import.run(source, all, Formats.named(format, FormatOptions.DEFAULT), path, true, done -> {});
    }
    return Formats.open(path);
  }

  /** Remembers what it hears, and ends the run after so many steps. */
  private static class Ear implements Training.Listener {
    private final int steps;
    private final List<String> heard = new ArrayList<>();
    private final List<EpochFigures> epochs = new ArrayList<>();
    private int seen;

    Ear(int steps) {
      this.steps = steps;
    }

    int steps() {
      return seen;
    }

    @Override
    public void resumed(EpochSoFar at, String file, List<String> warnings) {
      heard.add("resumed " + at.epoch() + "/" + at.batches() + ", " + warnings.size());
      heard.addAll(warnings);
    }

    @Override
    public void step(EpochSoFar soFar, long total) throws IOException {
      assertTrue(soFar.waitSeconds() <= soFar.seconds());
      assertEquals(330, total);
      if (seen++ == steps) {
        throw new IOException("power cut");
      }
    }

    @Override
    public void epoch(EpochFigures figures, boolean best) {
      epochs.add(figures);
      heard.add("epoch " + figures.epoch());
    }

    @Override
    public void stoppedEarly(int patience) {
      heard.add("stopped after " + patience);
    }
  }

  /** Trains until the end, or until the power is cut; gives the parameters. */
  private String train(String format, Recipe recipe, Training.Options options, Ear ear)
      throws IOException {
    try (ImageStore train = store(format, SOURCE, Split.TRAIN)) {
      return train(train, recipe, options, ear);
    }
  }

  private String train(ImageStore train, Recipe recipe, Training.Options options, Ear ear)
      throws IOException {
    try (ImageStore test = store("hdf5", SOURCE, Split.TEST);
        Training training =
            Training.open(runs, train, Optional.of(test), recipe, Devices.CPU, options)) {
      training.run(ear);
      return training.network().parametersDigest();
    }
  }

  /** Its order is drawn by pieces, and pieces are no property of images. */
  @Test
  void keepsTheOrderThatItBeganWithOnAStoreWithoutPieces() throws IOException {
    Ear whole = new Ear(Integer.MAX_VALUE);
    String expected;
    try (ImageStore pieces = inPieces()) {
      expected = train(pieces, recipe(2), EVERY_BATCH, whole);
    }
    Trees.delete(runs.path());
    try (ImageStore pieces = inPieces()) {
      assertThrows(IOException.class, () -> train(pieces, recipe(2), EVERY_BATCH, new Ear(5)));
    }
    Ear rest = new Ear(Integer.MAX_VALUE);
    assertEquals(expected, train("lmdb", recipe(2), EVERY_BATCH, rest));
    assertTrue(rest.heard.get(0).startsWith("resumed 1/"), rest.heard.toString());
    Trees.delete(runs.path());
    assertNotEquals(expected, uninterrupted(2), "orders by pieces and by images differ");
  }

  private ImageStore inPieces() throws IOException {
    return DigestedStore.of(new ForeignDouble(store("lmdb", SOURCE, Split.TRAIN), 100), done -> {});
  }

  private void cut(String format, int afterSteps) {
    IOException e =
        assertThrows(
            IOException.class, () -> train(format, recipe(2), EVERY_BATCH, new Ear(afterSteps)));
    assertEquals("power cut", e.getMessage());
  }

  private String uninterrupted(int epochs) throws IOException {
    String parameters = train("lmdb", recipe(epochs), EVERY_BATCH, new Ear(Integer.MAX_VALUE));
    Trees.delete(runs.path());
    return parameters;
  }

  @Test
  void goesOnInTheMiddleOfAnEpochAsIfNothingHadBeen() throws IOException {
    String expected = uninterrupted(2);
    cut("lmdb", 4);
    cut("hdf5", 3);
    cut("png", 9);
    Ear last = new Ear(Integer.MAX_VALUE);
    assertEquals(expected, train("hdf5", recipe(2), EVERY_BATCH, last));
    // Of each go, the step that the power was cut in is lost.
    assertEquals(List.of("resumed 2/5, 0", "epoch 2"), last.heard);
    assertEquals(expected, last.epochs.get(0).parameters());
    try (Stream<Path> files = Files.list(runs.path().resolve("checkpoints"))) {
      assertEquals(2, files.count());
    }
    Ear again = new Ear(0);
    assertEquals(expected, train("lmdb", recipe(2), EVERY_BATCH, again), "nothing is left to do");
    assertEquals(List.of("resumed 2/11, 0"), again.heard);
    try (TrainedModel model = TrainedModel.load(runs.last())) {
      assertEquals(SOURCE.classes(), model.card().classes());
    }
    assertTrue(Files.exists(runs.best().resolve("model.json")));
  }

  @Test
  void passesOverADamagedCheckpoint() throws IOException {
    String expected = uninterrupted(2);
    cut("lmdb", 6);
    Path newest = checkpoint(6);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 4;
    Files.write(newest, bytes);
    Ear ear = new Ear(Integer.MAX_VALUE);
    assertEquals(expected, train("lmdb", recipe(2), EVERY_BATCH, ear));
    assertEquals("resumed 1/5, 1", ear.heard.get(0));
    assertTrue(ear.heard.get(1).contains(newest.getFileName().toString()), ear.heard.get(1));
    assertTrue(Files.exists(newest.resolveSibling(newest.getFileName() + ".damaged")));
    try (Stream<Path> files = Files.list(newest.getParent())) {
      assertEquals(3, files.count(), "two to go on from, and the one set aside");
    }
  }

  private Path checkpoint(int batch) {
    return runs.path().resolve("checkpoints/epoch-00001-batch-000000" + batch + ".checkpoint");
  }

  /** Whatever is cut off or changed, it must be found, and nothing else may be thrown. */
  @Test
  void findsAnyDamage() throws IOException {
    cut("lmdb", 6);
    byte[] whole = Files.readAllBytes(checkpoint(6));
    Path file = folder.resolve("damaged");
    for (int length : new int[] {0, 10, 23, 26, 27, 100, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(DamagedCheckpointException.class, () -> Checkpoint.read(file), "at " + length);
    }
    int[] places = {0, 23, 24, 27, 30, 60, 200, 500, 1_000, whole.length / 2, whole.length - 1};
    for (int place : places) {
      byte[] changed = whole.clone();
      changed[place] ^= 0x41;
      Files.write(file, changed);
      assertThrows(DamagedCheckpointException.class, () -> Checkpoint.read(file), "at " + place);
    }
    Files.write(file, whole);
    assertEquals(6, Checkpoint.read(file).soFar().batches());
  }

  /** Without test images there is no accuracy, in checkpoints neither. */
  @Test
  void goesOnWithoutTestImages() throws IOException {
    String expected;
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN)) {
      try (TrainingRun whole = new TrainingRun(train, Optional.empty(), recipe(2))) {
        whole.next(TrainingProgress.NONE);
        expected = whole.next(TrainingProgress.NONE).parameters();
      }
      try (Training first =
          Training.open(runs, train, Optional.empty(), recipe(2), Devices.CPU, EVERY_BATCH)) {
        assertThrows(IOException.class, () -> first.run(new Ear(BATCHES + 2)));
      }
      try (Training second =
          Training.open(runs, train, Optional.empty(), recipe(2), Devices.CPU, EVERY_BATCH)) {
        List<EpochFigures> figures = second.run(new Ear(Integer.MAX_VALUE));
        assertEquals(expected, figures.get(1).parameters());
        assertTrue(figures.get(0).testAccuracy().isEmpty());
      }
    }
  }

  @Test
  void isSavedWhereOneWantsItToStop() throws IOException {
    String expected = uninterrupted(2);
    Training.Options seldom = Training.Options.DEFAULT;
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN);
        ImageStore test = store("hdf5", SOURCE, Split.TEST);
        Training training =
            Training.open(runs, train, Optional.of(test), recipe(2), Devices.CPU, seldom)) {
      Ear ear =
          new Ear(Integer.MAX_VALUE) {
            @Override
            public boolean isStopWanted() {
              return steps() == 5;
            }
          };
      training.run(ear);
      assertTrue(training.isStopped() && training.isNew());
    }
    Ear ear = new Ear(Integer.MAX_VALUE);
    assertEquals(expected, train("hdf5", recipe(2), seldom, ear));
    assertEquals("resumed 1/5, 0", ear.heard.get(0));
  }

  /** A checkpoint that is whole but makes no sense must be passed over too. */
  @Test
  void passesOverACheckpointWithImpossibleValues() throws IOException {
    cut("lmdb", 6);
    Path newest = checkpoint(6);
    Files.write(newest, resigned(Files.readAllBytes(newest), "\"epochs\": 2", "\"epochs\": 0"));
    Ear ear = new Ear(Integer.MAX_VALUE);
    train("lmdb", recipe(2), EVERY_BATCH, ear);
    assertEquals("resumed 1/5, 1", ear.heard.get(0));
    assertTrue(ear.heard.get(1).contains("header"), ear.heard.get(1));
  }

  /** Replaces text of equal length and makes the digest right again. */
  private static byte[] resigned(byte[] whole, String text, String by) {
    String all = new String(whole, StandardCharsets.ISO_8859_1);
    assertTrue(all.contains(text), "nothing to replace");
    byte[] changed = all.replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
    MessageDigest sha = Sha256.digest();
    sha.update(changed, 0, changed.length - 32);
    System.arraycopy(sha.digest(), 0, changed, changed.length - 32, 32);
    return changed;
  }

  @Test
  void aNetworkThatDivergesEndsTheRun() throws IOException {
    Recipe wild = new Recipe(Architecture.SMALL, 3, BATCH, 3, 1e30f, 0.9f, 5e-4f, 0, false);
    IOException e =
        assertThrows(
            IOException.class, () -> train("lmdb", wild, EVERY_BATCH, new Ear(Integer.MAX_VALUE)));
    assertTrue(e.getMessage().contains("diverged"), e.getMessage());
    assertFalse(Files.exists(runs.best()));
  }

  @Test
  void refusesToGoOnWithOtherTestImages() throws IOException {
    cut("lmdb", 3);
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  Training.open(
                      runs, train, Optional.of(train), recipe(2), Devices.CPU, EVERY_BATCH));
      assertTrue(e.getMessage().contains("test images"), e.getMessage());
    }
  }

  /** As it is after a kill while the old model stands aside. */
  @Test
  void aModelIsReplacedWhateverAKillHasLeft() throws IOException {
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN);
        TrainingRun run = new TrainingRun(train, Optional.empty(), recipe(1))) {
      run.save(runs.last());
      Files.move(runs.last(), runs.path().resolve(".last.old"));
      run.save(runs.last());
      run.save(runs.last());
    }
    TrainedModel.load(runs.last()).close();
    assertFalse(Files.exists(runs.path().resolve(".last.old")));
  }

  /** As it is after a kill between the two steps in which a model is replaced. */
  @Test
  void aModelThatWasBeingReplacedIsMissedBySayingSoAndPutBack() throws IOException {
    train("lmdb", recipe(1), EVERY_BATCH, new Ear(Integer.MAX_VALUE));
    String best = Sha256.of(runs.best().resolve("model-0000.params"));
    Path aside = runs.path().resolve(".best.old");
    Files.move(runs.best(), aside);
    Files.createDirectory(runs.path().resolve(".last.unfinished"));
    for (Path named : List.of(runs.path(), runs.best())) { // which must not serve 'last' instead
      IOException missing = assertThrows(IOException.class, () -> TrainedModel.load(named).close());
      assertTrue(missing.getMessage().contains("mv " + aside), missing.getMessage());
    }
    train("lmdb", recipe(1), EVERY_BATCH, new Ear(Integer.MAX_VALUE));
    assertEquals(best, Sha256.of(runs.best().resolve("model-0000.params")));
    TrainedModel.load(runs.path()).close();
    try (Stream<Path> files = Files.list(runs.path())) {
      assertEquals(
          List.of(".lock"),
          files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".")).toList());
    }
  }

  /** A kill must not leave what no command can replace or go on with any more. */
  @Test
  void whatWasHalfRemovedCanBeRemovedAndGoneOnWith() throws IOException {
    train("lmdb", recipe(1), EVERY_BATCH, new Ear(Integer.MAX_VALUE));
    new RunSettings(recipe(1), Devices.CPU, Path.of("a"), Optional.empty(), EVERY_BATCH)
        .write(runs);
    Path checkpoints = runs.path().resolve("checkpoints");
    Files.move(checkpoints, runs.path().resolve(".removed-checkpoints"));
    runs.requireFree(true);
    Ear anew = new Ear(Integer.MAX_VALUE);
    train("lmdb", recipe(1), EVERY_BATCH, anew);
    assertEquals(BATCHES, anew.steps());
    assertFalse(Files.exists(runs.path().resolve(".removed-checkpoints")));
    Files.createDirectory(runs.path().resolve(".removed-best"));
    runs.clear();
    try (Stream<Path> files = Files.list(runs.path())) {
      assertEquals(List.of(runs.path().resolve(".lock")), files.toList());
    }
  }

  @Test
  void saysSoWhereAllCheckpointsAreDamaged() throws IOException {
    cut("lmdb", 6);
    Files.write(checkpoint(5), new byte[7]);
    Files.write(checkpoint(6), new byte[0]);
    IOException e =
        assertThrows(IOException.class, () -> train("lmdb", recipe(2), EVERY_BATCH, new Ear(1)));
    assertTrue(e.getMessage().contains("batch-0000005"), e.getMessage());
    assertTrue(e.getMessage().contains("batch-0000006"), e.getMessage());
  }

  @Test
  void refusesCheckpointsOfOtherImagesAndRecipes() throws IOException {
    cut("lmdb", 3);
    assertRefused("recipe", SOURCE, recipe(3));
    Recipe wide =
        new Recipe(
            Architecture.RESNET9, 2, BATCH, 3, Recipe.LEARNING_RATE, 0.9f, 5e-4f, 0.1f, true);
    assertRefused("network", SOURCE, wide);
    assertRefused("shape", new SyntheticSource(8, 9, 330, 100, 4), recipe(2));
    assertRefused("number of training images", new SyntheticSource(8, 8, 331, 1, 4), recipe(2));
    assertRefused("digest", new SyntheticSource(8, 8, 330, 100, 5), recipe(2));
  }

  private void assertRefused(String word, ImageSource source, Recipe recipe) throws IOException {
    try (ImageStore train = store("hdf5", source, Split.TRAIN)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Training.open(runs, train, Optional.empty(), recipe, Devices.CPU, EVERY_BATCH));
      assertTrue(e.getMessage().contains(word), e.getMessage());
    }
  }

  @Test
  void stopsEarlyAndKeepsTheBest() throws IOException {
    // So low a rate that the network learns nothing.
    Recipe slow = new Recipe(Architecture.SMALL, 9, BATCH, 3, 1e-9f, 0.9f, 0, 0, false);
    Training.Options patient =
        new Training.Options(CheckpointSchedule.DEFAULT, OptionalInt.of(2), true);
    Ear ear = new Ear(Integer.MAX_VALUE);
    train("lmdb", slow, patient, ear);
    assertEquals("stopped after 2", ear.heard.get(ear.heard.size() - 1));
    assertTrue(ear.epochs.size() >= 3 && ear.epochs.size() < 9, ear.heard.toString());
    Ear again = new Ear(0);
    train("lmdb", slow, patient, again);
    assertEquals("stopped after 2", again.heard.get(again.heard.size() - 1));
    assertTrue(again.epochs.isEmpty());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Training.Options(CheckpointSchedule.DEFAULT, OptionalInt.of(0), true));
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Training.open(runs, train, Optional.empty(), slow, Devices.CPU, patient));
    }
  }

  /** DJL knows one processor, so both parts of a batch meet on it; a GPU would get its own. */
  @Test
  void splitsBatchesOverDevices() throws IOException {
    Devices two = Devices.parse("cpu,cpu");
    String whole;
    String split;
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN);
        ImageStore test = store("lmdb", SOURCE, Split.TEST)) {
      try (TrainingRun run = new TrainingRun(train, Optional.of(test), recipe(2))) {
        run.next(TrainingProgress.NONE);
        whole = run.parametersDigest();
      }
      try (TrainingRun run =
          new TrainingRun(train, Optional.of(test), recipe(2), two, Optional.empty())) {
        EpochFigures first = run.next(TrainingProgress.NONE);
        EpochFigures second = run.next(TrainingProgress.NONE);
        assertTrue(second.loss() < first.loss(), first + " " + second);
        run.save(runs.last());
        try (TrainedModel model = TrainedModel.load(runs.last())) {
          double accuracy =
              Evaluation.run(model, test, BATCH, (index, label, predicted, p) -> {})
                  .accuracy()
                  .orElseThrow();
          assertEquals(accuracy, second.testAccuracy().orElseThrow(), 0.011);
        }
        split = first.parameters();
      }
      assertNotEquals(whole, split, "statistics of half batches are others");
      try (Training a =
          Training.open(runs, train, Optional.of(test), recipe(2), two, EVERY_BATCH)) {
        assertThrows(IOException.class, () -> a.run(new Ear(5)));
      }
      try (Training b =
          Training.open(runs, train, Optional.of(test), recipe(2), two, EVERY_BATCH)) {
        assertEquals(split, b.run(new Ear(Integer.MAX_VALUE)).get(0).parameters());
      }
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  Training.open(
                      runs, train, Optional.of(test), recipe(2), Devices.CPU, EVERY_BATCH));
      assertTrue(e.getMessage().contains("devices"), e.getMessage());
    }
  }

  @Test
  void trainsTheLargerNetwork() throws IOException {
    Recipe wide = new Recipe(Architecture.RESNET9, 2, BATCH, 3, 0.02f, 0.9f, 5e-4f, 0, false);
    Ear ear = new Ear(Integer.MAX_VALUE);
    train("lmdb", wide, EVERY_BATCH, ear);
    assertTrue(ear.epochs.get(1).loss() < ear.epochs.get(0).loss(), ear.epochs.toString());
    try (TrainedModel model = TrainedModel.load(runs.last())) {
      assertEquals("resnet9", model.card().architecture());
    }
  }

  @Test
  void twoDoNotTrainInOneFolder() throws IOException {
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN);
        Training first =
            Training.open(runs, train, Optional.empty(), recipe(2), Devices.CPU, EVERY_BATCH)) {
      IOException e =
          assertThrows(
              IOException.class,
              () ->
                  Training.open(
                      runs, train, Optional.empty(), recipe(2), Devices.CPU, EVERY_BATCH));
      assertTrue(e.getMessage().contains("training there already"), e.getMessage());
      assertFalse(first.network().nextEpoch() > 1);
    }
  }

  @Test
  void settingsComeBackAsTheyWere() throws IOException {
    RunSettings settings =
        new RunSettings(
            recipe(7),
            Devices.parse("cpu,cpu"),
            Path.of("a.lmdb"),
            Optional.of(Path.of("b.png")),
            new Training.Options(CheckpointSchedule.parse("10m"), OptionalInt.of(4), true));
    Files.createDirectories(runs.path());
    settings.write(runs);
    assertEquals(settings, RunSettings.read(runs));
    RunSettings other =
        new RunSettings(recipe(1), Devices.CPU, Path.of("a"), Optional.empty(), EVERY_BATCH);
    other.write(runs);
    assertEquals(other, RunSettings.read(runs));
    other.write(runs);
    Files.writeString(runs.settings(), Files.readString(runs.settings()).replace("SMALL", "FOO"));
    IOException unknown = assertThrows(IOException.class, () -> RunSettings.read(runs));
    assertTrue(unknown.getMessage().contains("resnet9"), unknown.getMessage());
    for (String text : List.of("", "{}", "{\"program\": \"imagefeed\", \"version\": 1}", "x")) {
      Files.writeString(runs.settings(), text);
      IOException e = assertThrows(IOException.class, () -> RunSettings.read(runs), text);
      assertTrue(e.getMessage().contains("run.json"), e.getMessage());
    }
  }

  @Test
  void neverRemovesWhatIsNoRun() throws IOException {
    Files.createDirectories(runs.path());
    Files.writeString(runs.path().resolve("precious"), "data");
    assertThrows(FileAlreadyExistsException.class, () -> runs.requireFree(true));
    new RunSettings(recipe(1), Devices.CPU, Path.of("a"), Optional.empty(), EVERY_BATCH)
        .write(runs);
    assertThrows(FileAlreadyExistsException.class, () -> runs.requireFree(false));
    runs.requireFree(true);
    try (ImageStore train = store("lmdb", SOURCE, Split.TRAIN);
        Training busy =
            Training.open(runs, train, Optional.empty(), recipe(2), Devices.CPU, EVERY_BATCH)) {
      assertThrows(IOException.class, runs::clear, "somebody trains there");
      assertTrue(runs.isRun());
      assertEquals(1, busy.network().nextEpoch());
    }
    runs.clear();
    assertFalse(runs.isRun());
    runs.requireFree(false);
  }

  @Test
  void readsSchedules() {
    assertEquals(new CheckpointSchedule(500, Duration.ZERO), CheckpointSchedule.parse("500"));
    assertEquals(
        new CheckpointSchedule(0, Duration.ofMinutes(10)), CheckpointSchedule.parse("10m"));
    assertEquals("600s", CheckpointSchedule.parse("10m").toString());
    for (String wrong : List.of("", "0", "m", "5d", "-3", "1.5m", "99999999999", "9999999h")) {
      assertThrows(IllegalArgumentException.class, () -> CheckpointSchedule.parse(wrong), wrong);
    }
  }
}
