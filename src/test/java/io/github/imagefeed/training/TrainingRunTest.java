package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.listener.EpochTrainingListener;
import ai.djl.training.loss.Loss;
import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainingRunTest {

  private static final ImageSource SOURCE = new SyntheticSource(16, 16, 1_500, 300, 4);

  @TempDir Path folder;

  private ImageStore store(StoreFormat format, Split split) throws IOException {
    Path path = folder.resolve(split + "." + format.name());
    Selection all = Selection.of(SOURCE, List.of(split), Integer.MAX_VALUE);
    Import.run(SOURCE, all, format, path, true, done -> {});
    return format.open(path);
  }

  private static StoreFormat lmdb() {
    return Formats.named("lmdb", FormatOptions.DEFAULT);
  }

  /** Images of any format, prefetched or not, must give the same network to the bit. */
  @Test
  void everyFormatTrainsTheSameNetwork() throws IOException {
    Set<String> networks = new HashSet<>();
    for (StoreFormat format : Formats.all(FormatOptions.DEFAULT)) {
      try (ImageStore train = store(format, Split.TRAIN);
          TrainingRun run = new TrainingRun(train, Optional.empty(), Recipe.of(2, 100, 9))) {
        run.next(TrainingProgress.NONE);
        run.next(TrainingProgress.NONE);
        networks.add(run.parametersDigest());
      }
    }
    assertEquals(1, networks.size(), networks.toString());
  }

  @Test
  void takingTurnsChangesNothingAndTheSeedDoes() throws IOException {
    try (ImageStore train = store(lmdb(), Split.TRAIN);
        TrainingRun a = new TrainingRun(train, Optional.empty(), Recipe.of(2, 100, 1));
        TrainingRun b = new TrainingRun(train, Optional.empty(), Recipe.of(2, 100, 1));
        TrainingRun c = new TrainingRun(train, Optional.empty(), Recipe.of(2, 100, 2))) {
      assertEquals(a.parametersDigest(), b.parametersDigest(), "equal before the first step");
      a.next(TrainingProgress.NONE);
      String once = a.parametersDigest();
      b.next(TrainingProgress.NONE);
      assertEquals(once, b.parametersDigest());
      c.next(TrainingProgress.NONE);
      assertNotEquals(once, c.parametersDigest());
      b.next(TrainingProgress.NONE);
      a.next(TrainingProgress.NONE);
      assertEquals(a.parametersDigest(), b.parametersDigest());
      assertNotEquals(once, a.parametersDigest());
    }
  }

  @Test
  void learnsAndIsSavedWithAllItNeeds() throws IOException {
    Path model = folder.resolve("models").resolve("shapes");
    try (ImageStore train = store(lmdb(), Split.TRAIN);
        ImageStore test = store(lmdb(), Split.TEST);
        TrainingRun run = new TrainingRun(train, Optional.of(test), Recipe.of(6, 50, 1))) {
      EpochFigures last = run.next(TrainingProgress.NONE);
      double firstLoss = last.loss();
      for (int epoch = 2; epoch <= 6; epoch++) {
        last = run.next(TrainingProgress.NONE);
        assertEquals(epoch, last.epoch());
      }
      assertTrue(last.loss() < firstLoss / 2, firstLoss + " to " + last.loss());
      double accuracy = last.testAccuracy().orElseThrow();
      assertTrue(accuracy > 0.7, "10 % would be chance, found " + accuracy);
      assertTrue(last.waitSeconds() <= last.seconds());

      run.save(model);
      run.save(model);
      assertSavedModelAgrees(model, accuracy, last);
      assertDamageIsSeen(model);
    }
  }

  /** The saved model must be right as often on its own, image by image, as it was in the batch. */
  private static void assertSavedModelAgrees(Path folder, double accuracy, EpochFigures last)
      throws IOException {
    try (TrainedModel model = TrainedModel.load(folder)) {
      assertEquals(SOURCE.classes(), model.card().classes());
      int right = 0;
      byte[] pixels = new byte[SOURCE.shape().bytes()];
      for (int i = 0; i < SOURCE.size(Split.TEST); i++) {
        int label = SOURCE.read(Split.TEST, i, pixels);
        float[] probabilities = model.probabilities(pixels);
        int best = 0;
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
          sum += probabilities[c];
          best = probabilities[c] > probabilities[best] ? c : best;
        }
        assertEquals(1, sum, 1e-4);
        right += best == label ? 1 : 0;
      }
      // One image in 300 may tip over: single images and batches are summed in another order.
      assertEquals(accuracy, right / 300.0, 1.5 / 300, last.toString());
      assertThrows(IllegalArgumentException.class, () -> model.probabilities(new byte[5]));
    }
  }

  private static void assertDamageIsSeen(Path model) throws IOException {
    Path parameters = model.resolve("model-0000.params");
    byte[] bytes = Files.readAllBytes(parameters);
    bytes[bytes.length / 2] ^= 1;
    Files.write(parameters, bytes);
    IOException e = assertThrows(IOException.class, () -> TrainedModel.load(model));
    assertTrue(e.getMessage().contains("model-0000.params"), e.getMessage());
    Files.delete(parameters);
    assertThrows(NoSuchFileException.class, () -> TrainedModel.load(model));
  }

  @Test
  void refusesDamagedAndForeignModels() throws IOException {
    assertThrows(NoSuchFileException.class, () -> TrainedModel.load(folder));
    Path card = folder.resolve("model.json");
    for (String text :
        List.of(
            "",
            "{}",
            "not json",
            "{\"program\": \"other\", \"version\": 1}",
            "{\"program\": \"imagefeed\", \"version\": 9, \"architecture\": \"small\"}",
            "{\"program\": \"imagefeed\", \"version\": 1, \"architecture\": \"small\"}")) {
      Files.writeString(card, text);
      IOException e = assertThrows(IOException.class, () -> TrainedModel.load(folder), text);
      assertTrue(e.getMessage().contains("model.json"), e.getMessage());
    }
  }

  @Test
  void doesNotReplaceAFolderThatIsNoModel() throws IOException {
    Files.writeString(folder.resolve("precious"), "data");
    try (ImageStore train = store(lmdb(), Split.TRAIN);
        TrainingRun run = new TrainingRun(train, Optional.empty(), Recipe.of(1, 100, 1))) {
      assertThrows(FileAlreadyExistsException.class, () -> run.save(folder));
    }
    assertEquals("data", Files.readString(folder.resolve("precious")));
  }

  @Test
  void worksUnchangedWithEasyTrain() throws Exception {
    try (ImageStore train = store(lmdb(), Split.TRAIN);
        Model model = Model.newInstance("easy")) {
      model.setBlock(Architecture.SMALL.build(train.shape(), train.classes().size()));
      StoreDataset dataset =
          StoreDataset.builder().setStore(train).setSampling(100, true).optSeed(1).build();
      try (Trainer trainer =
          model.newTrainer(
              new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                  .addTrainingListeners(new EpochTrainingListener()))) {
        trainer.initialize(new Shape(1, 3, 16, 16));
        EasyTrain.fit(trainer, 1, dataset.subDataset(0, 1_000), dataset.subDataset(1_000, 1_500));
        assertEquals(1, trainer.getTrainingResult().getEpoch());
      }
    }
  }

  @Test
  void learningRateGoesUpAndDown() {
    OneCycle cycle = new OneCycle(1, 100);
    float[] rates = new float[101];
    for (int step = 1; step <= 100; step++) {
      rates[step] = cycle.getNewValue(step);
    }
    assertEquals(0.04, rates[1], 1e-6);
    assertEquals(1, rates[20], 1e-6);
    assertEquals(0.000004, rates[100], 1e-6);
    // What PyTorch's OneCycleLR(1, total_steps=100, pct_start=0.2, anneal_strategy="linear") gives.
    assertArrayEquals(
        new float[] {0.4947368f, 0.7875009f, 0.3000028f},
        new float[] {rates[10], rates[37], rates[76]},
        1e-5f);
    assertEquals(rates[100], cycle.getNewValue(1_000));
    for (int steps = 1; steps < 12; steps++) {
      for (int step = 1; step <= steps; step++) {
        float rate = new OneCycle(1, steps).getNewValue(step);
        assertTrue(rate > 0 && rate <= 1, "step " + step + " of " + steps + ": " + rate);
      }
    }
  }

  @Test
  void refusesStoresThatDoNotFit() throws IOException {
    try (ImageStore train = store(lmdb(), Split.TRAIN)) {
      assertThrows(IllegalArgumentException.class, () -> Recipe.of(0, 1, 1));
      assertThrows(IllegalArgumentException.class, () -> Recipe.of(1, 0, 1));
      ImageSource tiny = new SyntheticSource(8, 8, 20, 0, 1);
      Path path = folder.resolve("tiny");
      Import.run(
          tiny, Selection.of(tiny, List.of(Split.TRAIN), 20), lmdb(), path, false, done -> {});
      try (ImageStore other = lmdb().open(path)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> new TrainingRun(train, Optional.of(other), Recipe.of(1, 10, 1)));
      }
    }
  }
}
