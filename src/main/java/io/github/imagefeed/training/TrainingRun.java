package io.github.imagefeed.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.BatchIterator;
import io.github.imagefeed.dataset.CropAndFlip;
import io.github.imagefeed.dataset.Normalization;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.Draws;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One network on its way through the epochs of a recipe.
 *
 * <p>With the same recipe, images and thread count the parameters are the same to the bit, whatever
 * store the images come from and however often the run was interrupted and gone on with: order,
 * initial parameters, augmentation and dropout depend on (seed, epoch, step) alone. Runs may take
 * turns, step by step, but not at the same time: the engine has one gradient collector and one
 * random generator. Not thread-safe. The stores belong to the caller.
 */
public final class TrainingRun implements AutoCloseable {

  static final String ENGINE = "PyTorch";

  private final Checkpoint.Identity identity;
  private final ImageStore store;
  private final Optional<StoreDataset> test;
  private final Learner learner;
  private final List<EpochFigures> history = new ArrayList<>();
  private EpochSoFar soFar = EpochSoFar.begin(1);

  /** Makes the untrained network on the processor. */
  public TrainingRun(ImageStore train, Optional<ImageStore> test, Recipe recipe)
      throws IOException {
    this(train, test, recipe, Devices.CPU, Optional.empty());
  }

  /**
   * Makes the untrained network, or one that goes on, and measures the normalisation of the
   * training images.
   *
   * @param test images to test on after each epoch; same shape and classes as {@code train}
   * @param checkpoint to go on from
   * @throws IllegalArgumentException if the checkpoint is of other images, or of another network or
   *     recipe; the message says which
   */
  TrainingRun(
      ImageStore train,
      Optional<ImageStore> test,
      Recipe recipe,
      Devices devices,
      Optional<Checkpoint> checkpoint)
      throws IOException {
    requireTrainable(train.shape(), train.classes());
    if (test.isPresent()) {
      requireAlike(train, test.get());
    }
    ModelCard card =
        new ModelCard(
            recipe.architecture().toString(),
            train.shape().withLayout(Layout.CHW),
            train.classes(),
            Normalization.of(train));
    this.identity =
        new Checkpoint.Identity(
            recipe,
            card,
            train.manifest().digest(),
            train.size(),
            test.map(images -> images.manifest().digest()).orElse(""),
            devices.parts(),
            checkpoint.map(begun -> begun.identity().pieceImages()).orElseGet(train::pieceImages));
    this.store = train;
    if (checkpoint.isPresent()) {
      requireSameRun(checkpoint.get());
      this.soFar = checkpoint.get().soFar();
      this.history.addAll(checkpoint.get().history());
    }
    recipe.architecture().requireBatches(card.shape(), train.size(), recipe.batch());
    seed(-1, 0);
    this.learner =
        new Learner(
            card,
            recipe,
            batches(),
            devices,
            checkpoint.map(Checkpoint::arrays).orElseGet(List::of));
    this.test = test.map(images -> learner.dataset(images).build());
  }

  /**
   * Says before any work whether a network can learn such images.
   *
   * @throws IllegalArgumentException if there are fewer than two classes, or the images are too
   *     small
   */
  public static void requireTrainable(ImageShape shape, ClassNames classes) {
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "only the class " + classes.names() + ", training needs at least 2 classes");
    }
    Architecture.requireLargeEnough(shape);
  }

  static void requireAlike(ImageStore train, ImageStore test) {
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

  private void requireSameRun(Checkpoint checkpoint) {
    Optional<String> difference = checkpoint.identity().difference(identity);
    if (difference.isPresent()) {
      throw new IllegalArgumentException(
          "the checkpoint is of another run, it differs in " + difference.get());
    }
  }

  /** Steps an epoch. */
  public int batches() {
    int batch = recipe().batch();
    return (int) ((store.size() + batch - 1L) / batch);
  }

  /** Random numbers of a step depend on nothing that ran before it. */
  private void seed(int ofEpoch, int ofBatch) {
    // Not the numbers that order and augmentation draw.
    long drawn = Draws.of(~recipe().seed(), ofEpoch, ofBatch);
    Engine.getEngine(ENGINE).setRandomSeed((int) drawn);
  }

  public ModelCard card() {
    return identity.card();
  }

  public Recipe recipe() {
    return identity.recipe();
  }

  /** Figures of the epochs that are over, those before an interruption too. */
  public List<EpochFigures> history() {
    return List.copyOf(history);
  }

  /** The epoch that {@link #next} will train, or end, from 1. */
  public int nextEpoch() {
    return history.size() + 1;
  }

  /** The epoch under way, or the last one where none has begun since. */
  public EpochSoFar soFar() {
    return soFar;
  }

  /**
   * The batches of the epoch under way that have not been learned; each belongs to the caller. Used
   * by {@link #next}, and by whoever times the steps one by one.
   */
  public BatchIterator remaining() {
    int piece = identity.pieceImages();
    StoreDataset.Builder rest =
        learner
            .dataset(store)
            .setSampling(
                recipe().batch(),
                piece == 1 ? EpochOrder.Kind.SHUFFLED : EpochOrder.Kind.BLOCK_SHUFFLED)
            .optBlocks(Blocks.ofPieces(piece, store.shape().bytes()))
            .optSeed(recipe().seed())
            .optFirstEpoch(soFar.epoch() - 1L)
            .optFirstBatch(soFar.batches());
    if (recipe().augment()) {
      rest.optAugment(CropAndFlip.DEFAULT);
    }
    return rest.build().batches(learner.manager());
  }

  /**
   * Trains to the end of the epoch and tests.
   *
   * @throws IOException if a store cannot be read, or what {@code progress} threw
   */
  public EpochFigures next(TrainingProgress progress) throws IOException {
    try {
      return trained(progress);
    } catch (UncheckedIOException e) { // an iterator can throw nothing else
      throw e.getCause();
    }
  }

  private EpochFigures trained(TrainingProgress progress) throws IOException {
    if (soFar.epoch() < nextEpoch()) {
      soFar = EpochSoFar.begin(nextEpoch());
    }
    long begun = System.nanoTime();
    try (BatchIterator remaining = remaining()) {
      soFar = soFar.taking((System.nanoTime() - begun) / 1e9);
      for (long asked = System.nanoTime(); remaining.hasNext(); asked = System.nanoTime()) {
        long learned;
        try (Batch batch = remaining.next()) {
          learn(batch, asked);
          learned = System.nanoTime();
        }
        soFar = soFar.taking((System.nanoTime() - learned) / 1e9);
        progress.step(soFar, store.size());
      }
    }
    EpochFigures figures =
        new EpochFigures(
            soFar.epoch(),
            soFar.loss(),
            soFar.accuracy(),
            testAccuracy(),
            learner.rate(step()),
            soFar.seconds(),
            soFar.waitSeconds(),
            parametersDigest());
    history.add(figures);
    return figures;
  }

  /**
   * Learns one batch as the next step of this run.
   *
   * @param batch stays the caller's
   * @param asked {@link System#nanoTime} before the batch was asked for
   */
  public void learn(Batch batch, long asked) {
    long got = System.nanoTime();
    TrainingTrace.Step trace = TrainingTrace.begunStep();
    seed(soFar.epoch() - 1, soFar.batches());
    Learner.Outcome outcome = learner.step(batch, step() + 1);
    long end = System.nanoTime();
    soFar =
        soFar.plus(
            Math.toIntExact(batch.getSize()),
            outcome.loss(),
            outcome.right(),
            (end - asked) / 1e9,
            (got - asked) / 1e9);
    trace.done(soFar, Math.toIntExact(batch.getSize()), outcome.loss(), got - asked);
  }

  /** Steps done since the first epoch began. */
  private int step() {
    return Math.toIntExact((soFar.epoch() - 1L) * batches() + soFar.batches());
  }

  /**
   * Trains on a few batches, so that the first timed epoch of a process does not pay for loading
   * and compiling code. Spoils this run: throw it away afterwards.
   */
  public void warmUp(int batches) {
    try (BatchIterator some = remaining()) {
      for (int i = 0; i < batches && some.hasNext(); i++) {
        try (Batch batch = some.next()) {
          learn(batch, System.nanoTime());
        }
      }
    }
  }

  private OptionalDouble testAccuracy() {
    if (test.isEmpty()) {
      return OptionalDouble.empty();
    }
    TrainingTrace.Test trace = TrainingTrace.begunTest();
    long right = 0;
    for (Batch batch : test.get().getData(learner.manager())) {
      try (batch) {
        right += learner.right(batch);
      }
    }
    double accuracy = (double) right / test.get().size();
    trace.done(soFar.epoch(), test.get().size(), accuracy);
    return OptionalDouble.of(accuracy);
  }

  /** SHA-256 over the bytes of all parameters, 64 hex digits: equal only for equal networks. */
  public String parametersDigest() {
    return learner.digest();
  }

  /** Threads that the engine works with: the parameters' last bits depend on their number. */
  static int engineThreads() {
    return JniUtils.getNumThreads();
  }

  /** The run as it is now. */
  Checkpoint checkpoint() {
    return new Checkpoint(identity, engineThreads(), soFar, history, learner.arrays());
  }

  /**
   * Saves the network with all that is needed to use it; see {@link TrainedModel}.
   *
   * @param folder replaced if it holds a model already
   */
  public void save(Path folder) throws IOException {
    learner.save(folder);
  }

  @Override
  public void close() {
    learner.close();
  }
}
