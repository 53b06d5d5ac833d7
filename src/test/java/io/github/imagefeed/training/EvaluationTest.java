package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.result.ConfusionMatrix;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {

  private static final SyntheticSource SOURCE = new SyntheticSource(16, 16, 600, 150, 4);

  @TempDir static Path folder;

  /** Knows a little, so that it is right and wrong; images lie interleaved, unlike the model's. */
  @BeforeAll
  static void train() throws IOException {
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      ImageShape shape = SOURCE.shape().withLayout(Layout.HWC);
      int count = SOURCE.size(split);
      StoreSpec spec = new StoreSpec(shape, count, SOURCE.classes(), "shapes");
      byte[] planes = new byte[shape.bytes()];
      byte[] interleaved = new byte[shape.bytes()];
      try (StoreWriter writer =
          StoreWriter.create(hdf5(), folder.resolve(split.name()), spec, false)) {
        for (int i = 0; i < count; i++) {
          int label = SOURCE.read(split, i, planes);
          Pixels.transpose(planes, SOURCE.shape(), interleaved);
          writer.append(interleaved, label);
        }
        writer.finish();
      }
    }
    try (ImageStore train = hdf5().open(folder.resolve("TRAIN"));
        TrainingRun run = new TrainingRun(train, Optional.empty(), Recipe.of(2, 50, 1))) {
      run.next(TrainingProgress.NONE);
      run.next(TrainingProgress.NONE);
      run.save(folder.resolve("model"));
    }
  }

  private static StoreFormat hdf5() {
    return Formats.named("hdf5", FormatOptions.DEFAULT);
  }

  private static TrainedModel model() throws IOException {
    return TrainedModel.load(folder.resolve("model"));
  }

  private static ImageStore test() throws IOException {
    return hdf5().open(folder.resolve("TEST"));
  }

  @Test
  void saysOfEachImageWhatTheModelSaysOfItAlone() throws IOException {
    try (TrainedModel model = model();
        ImageStore store = test()) {
      assertEquals(Layout.HWC, store.shape().layout());
      for (int batch : new int[] {32, 150, 1_000}) {
        long[][] counts = new long[10][10];
        int[] heard = {0};
        ConfusionMatrix matrix =
            Evaluation.run(
                model,
                store,
                batch,
                (index, label, predicted, probability) -> {
                  assertEquals(heard[0]++, index);
                  byte[] pixels = pixels(store, index, label);
                  float[] alone = model.probabilities(pixels, store.shape());
                  assertEquals(alone[predicted], probability, 1e-4);
                  for (float other : alone) {
                    assertTrue(other <= probability + 1e-4, "image " + index);
                  }
                  counts[label][predicted]++;
                });
        assertEquals(150, heard[0]);
        assertEquals(SOURCE.classes().names(), matrix.classes());
        for (int label = 0; label < 10; label++) {
          for (int predicted = 0; predicted < 10; predicted++) {
            assertEquals(counts[label][predicted], matrix.count(label, predicted));
          }
        }
        assertTrue(matrix.right() > 15 && matrix.right() < 150, "chance, or too good to tell");
      }
    }
  }

  private static byte[] pixels(ImageStore store, int index, int expectedLabel) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
    int[] label = new int[1];
    store.read(new int[] {index}, 0, 1, pixels, label);
    assertEquals(expectedLabel, label[0]);
    byte[] bytes = new byte[pixels.remaining()];
    pixels.get(bytes);
    return bytes;
  }

  @Test
  void refusesImagesOfAnotherShape() throws IOException {
    try (TrainedModel model = model()) {
      byte[] right = new byte[16 * 16 * 3];
      assertArrayEquals(
          model.probabilities(right),
          model.probabilities(right, new ImageShape(16, 16, 3, Layout.HWC)),
          1e-6f);
      for (ImageShape shape :
          new ImageShape[] {
            ImageShape.rgb(8, 8), ImageShape.rgb(8, 32), new ImageShape(16, 16, 1, Layout.CHW)
          }) {
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () -> model.probabilities(new byte[shape.bytes()], shape));
        assertTrue(e.getMessage().contains(shape.toString()), e.getMessage());
        assertTrue(e.getMessage().contains("16x16x3"), e.getMessage());
      }
      assertThrows(
          IllegalArgumentException.class,
          () -> model.probabilities(new byte[5], new ImageShape(16, 16, 3, Layout.HWC)));
    }
  }

  @Test
  void refusesStoresOfOtherImages() throws IOException {
    assertRefused(new TestImages(ImageShape.rgb(8, 9), 5, SOURCE.classes(), 1), "8x9x3", "16x16x3");
    assertRefused(
        new TestImages(new ImageShape(16, 16, 1, Layout.CHW), 5, SOURCE.classes(), 1),
        "16x16x1",
        "16x16x3");
    assertRefused(
        new TestImages(ImageShape.rgb(16, 16), 5, ClassNames.of("cat", "dog"), 1),
        "2 classes are cat, dog",
        "10 classes are " + SOURCE.classes().name(0));
  }

  private static void assertRefused(TestImages images, String... words) throws IOException {
    Path path = Files.createTempDirectory(folder, "other").resolve("store");
    images.write(hdf5(), path);
    try (TrainedModel model = model();
        ImageStore store = hdf5().open(path)) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> Evaluation.run(model, store, 4, Evaluation.Predictions.NONE));
      for (String word : words) {
        assertTrue(e.getMessage().contains(word), e.getMessage());
      }
    }
  }

  @Test
  void endsWhereItsListenerFails() throws IOException {
    try (TrainedModel model = model();
        ImageStore store = test()) {
      IOException full = new IOException("disk full");
      assertEquals(
          full,
          assertThrows(
              IOException.class,
              () ->
                  Evaluation.run(
                      model,
                      store,
                      10,
                      (index, label, predicted, probability) -> {
                        throw full;
                      })));
      assertThrows(
          IllegalArgumentException.class,
          () -> Evaluation.run(model, store, 0, Evaluation.Predictions.NONE));
    }
  }

  @Test
  void takesTheBestModelOfARun() throws IOException {
    Path run = Files.createTempDirectory(folder, "run");
    assertThrows(NoSuchFileException.class, () -> TrainedModel.load(run));
    assertLoads(copy(run.resolve("last")), run);
    assertLoads(copy(run.resolve("best")), run);
    assertLoads(run.resolve("last"), run.resolve("last"));
    copy(run);
    assertLoads(run, run);
  }

  private static Path copy(Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : new String[] {"model.json", "model-0000.params"}) {
      Files.copy(folder.resolve("model").resolve(name), to.resolve(name));
    }
    return to;
  }

  private static void assertLoads(Path expected, Path given) throws IOException {
    try (TrainedModel model = TrainedModel.load(given)) {
      assertEquals(expected, model.path());
    }
  }
}
