package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.util.Pair;
import io.github.imagefeed.dataset.Normalization;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One network on its way through the epochs of a recipe.
 *
 * <p>With the same recipe, images and thread count the parameters are the same to the bit, whatever
 * store the images come from: order, initial parameters and dropout depend on the seed and the
 * epoch alone. Runs may take turns, epoch by epoch, but not at the same time: the engine has one
 * gradient collector and one random generator. Not thread-safe. The stores belong to the caller.
 */
public final class TrainingRun implements AutoCloseable {

  static final String ENGINE = "PyTorch";

  private final Recipe recipe;
  private final ModelCard card;
  private final StoreDataset train;
  private final Optional<StoreDataset> test;
  private final Model model;
  private final Trainer trainer;
  private int epoch;

  /**
   * Makes the untrained network and measures the normalisation of the training images.
   *
   * @param test images to test on after each epoch; same shape and classes as {@code train}
   */
  public TrainingRun(ImageStore train, Optional<ImageStore> test, Recipe recipe)
      throws IOException {
    requireTrainable(train.shape(), train.classes());
    if (test.isPresent()) {
      requireAlike(train, test.get());
    }
    this.recipe = recipe;
    this.card =
        new ModelCard(
            SmallCnn.NAME,
            train.shape().withLayout(Layout.CHW),
            train.classes(),
            Normalization.of(train));
    this.train = dataset(train, recipe.batch(), true);
    this.test = test.map(store -> dataset(store, recipe.batch(), false));
    long steps = (train.size() + recipe.batch() - 1L) / recipe.batch() * recipe.epochs();
    seed(-1);
    this.model = Model.newInstance(ModelCard.MODEL, Device.cpu(), ENGINE);
    model.setBlock(SmallCnn.build(card.shape(), card.classes().size()));
    Adam adam =
        Adam.builder()
            .optLearningRateTracker(new OneCycle(Recipe.MAX_LEARNING_RATE, Math.toIntExact(steps)))
            .build();
    this.trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(adam)
                .optDevices(new Device[] {Device.cpu()}));
    ImageShape shape = card.shape();
    trainer.initialize(new Shape(1, shape.channels(), shape.height(), shape.width()));
  }

  /**
   * Says before any work whether the network can learn such images.
   *
   * @throws IllegalArgumentException if there are fewer than two classes, or the images are too
   *     small
   */
  public static void requireTrainable(ImageShape shape, ClassNames classes) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "only the class " + classes.names() + ", training needs at least 2 classes");
    }
    SmallCnn.requireLargeEnough(shape);
  }

  private static void requireAlike(ImageStore train, ImageStore test) {
    if (!train.shape().sameSize(test.shape()) || !train.classes().equals(test.classes())) {
      throw new IllegalArgumentException(
          "training images are "
              + train.shape()
              + " of "
              + train.classes().size()
              + " classes, test images "
              + test.shape()
              + " of "
              + test.classes().size()
              + "; expected the same shape and classes");
    }
  }

  private StoreDataset dataset(ImageStore store, int batch, boolean random) {
    return StoreDataset.builder()
        .setStore(store)
        .setSampling(batch, random)
        .optSeed(recipe.seed())
        .optNormalize(card.normalization())
        .build();
  }

  /** Random numbers of an epoch depend on nothing that ran before it. */
  private void seed(int ofEpoch) {
    Engine.getEngine(ENGINE).setRandomSeed((int) (recipe.seed() * 1_000_003 + ofEpoch));
  }

  public ModelCard card() {
    return card;
  }

  /** The epoch that {@link #next} will train, from 1. */
  public int nextEpoch() {
    return epoch + 1;
  }

  /** Trains one more epoch and tests. */
  public EpochFigures next(TrainingProgress progress) throws IOException {
    seed(epoch);
    epoch++;
    long total = train.size();
    long begin = System.nanoTime();
    long waited = 0;
    double loss = 0;
    long right = 0;
    long done = 0;
    Iterator<Batch> batches = train.getData(trainer.getManager()).iterator();
    while (true) {
      long asked = System.nanoTime();
      if (!batches.hasNext()) {
        break;
      }
      try (Batch batch = batches.next()) {
        waited += System.nanoTime() - asked;
        Step step = step(batch);
        loss += step.loss() * batch.getSize();
        right += step.right();
        done += batch.getSize();
      }
      progress.step(epoch, done, total, loss / done);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new EpochFigures(
        epoch, loss / total, (double) right / total, testAccuracy(), seconds, waited / 1e9);
  }

  /**
   * Trains on a few batches, so that the first timed epoch of a process does not pay for loading
   * and compiling code. Spoils this run: throw it away afterwards.
   */
  public void warmUp(int batches) {
    Iterator<Batch> some = train.getData(trainer.getManager()).iterator();
    for (int i = 0; i < batches && some.hasNext(); i++) {
      try (Batch batch = some.next()) {
        step(batch);
      }
    }
  }

  private record Step(double loss, long right) {}

  private Step step(Batch batch) {
    NDList labels = batch.getLabels();
    double loss;
    NDArray logits;
    try (GradientCollector collector = trainer.newGradientCollector()) {
      NDList output = trainer.forward(batch.getData(), labels);
      NDArray mean = trainer.getLoss().evaluate(labels, output);
      collector.backward(mean);
      loss = mean.getFloat();
      logits = output.singletonOrThrow();
    }
    trainer.step();
    return new Step(loss, right(logits, labels.singletonOrThrow()));
  }

  private static long right(NDArray logits, NDArray labels) {
    return logits.argMax(1).eq(labels).sum().getLong();
  }

  private OptionalDouble testAccuracy() throws IOException {
    if (test.isEmpty()) {
      return OptionalDouble.empty();
    }
    long right = 0;
    for (Batch batch : test.get().getData(trainer.getManager())) {
      try (batch) {
        NDArray logits = trainer.evaluate(batch.getData()).singletonOrThrow();
        right += right(logits, batch.getLabels().singletonOrThrow());
      }
    }
    return OptionalDouble.of((double) right / test.get().size());
  }

  /** SHA-256 over the bytes of all parameters, 64 hex digits: equal only for equal networks. */
  public String parametersDigest() {
    Sha256 sha = new Sha256();
    for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
      sha.add(parameter.getValue().getArray().toByteBuffer());
    }
    return sha.hex();
  }

  /**
   * Saves the network with all that is needed to use it; see {@link TrainedModel}.
   *
   * @param folder replaced if it holds a model already
   */
  public void save(Path folder) throws IOException {
    card.save(folder, model);
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
