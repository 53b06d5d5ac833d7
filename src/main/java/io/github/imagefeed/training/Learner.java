package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import ai.djl.util.Pair;
import io.github.imagefeed.dataset.Scaling;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network, its optimizer and the devices they work on: one step at a time, without a notion of
 * epochs.
 *
 * <p>On one processor the loader's threads turn bytes into normalised floats. Otherwise batches
 * stay uint8, each device gets its part of them, a quarter of the floats' size, and scales it
 * itself.
 */
final class Learner implements AutoCloseable {

  private static final Device[] NONE = {};

  private final ModelCard card;
  private final Recipe recipe;
  private final List<Device> parts;
  private final OneCycle rate;
  private final Model model;
  private final Nesterov optimizer;
  private final Trainer trainer;
  private final Loss loss;
  private final boolean scaledByLoader;
  private final Map<Device, Scaling> scalings = new HashMap<>();

  /**
   * Makes the untrained network from the engine's random numbers, or one that goes on.
   *
   * @param batches an epoch
   * @param arrays of a run to go on with; empty for an untrained network
   */
  Learner(
      ModelCard card, Recipe recipe, int batches, Devices devices, List<Checkpoint.Array> arrays) {
    this.card = card;
    this.recipe = recipe;
    this.parts = devices.resolve(Engine.getEngine(TrainingRun.ENGINE));
    this.rate = new OneCycle(recipe.learningRate(), Math.multiplyExact(batches, recipe.epochs()));
    this.loss = new SmoothedCrossEntropy(recipe.labelSmoothing());
    this.scaledByLoader = parts.size() == 1 && !parts.get(0).isGpu();
    this.model = Model.newInstance(ModelCard.MODEL, parts.get(0), TrainingRun.ENGINE);
    model.setBlock(card.build());
    this.optimizer =
        new Nesterov(rate, recipe.momentum(), recipe.weightDecay(), model.getNDManager());
    ImageShape image = card.shape();
    Shape shape = new Shape(1, image.channels(), image.height(), image.width());
    model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, shape);
    if (!arrays.isEmpty()) {
      restore(arrays); // before the trainer makes copies of the parameters for its devices
    }
    this.trainer =
        model.newTrainer(
            new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer)
                .optDevices(parts.stream().distinct().toList().toArray(NONE)));
    trainer.initialize(shape);
    for (Device device : parts) {
      scalings.computeIfAbsent(
          device,
          d ->
              new Scaling(
                  trainer.getManager().newSubManager(d),
                  Layout.CHW,
                  Optional.of(card.normalization())));
    }
  }

  NDManager manager() {
    return trainer.getManager();
  }

  /** Batches of a store as {@link #step} takes them, in the store's order where none is set. */
  StoreDataset.Builder dataset(ImageStore store) {
    StoreDataset.Builder builder =
        StoreDataset.builder().setStore(store).setSampling(recipe.batch(), false);
    return scaledByLoader ? builder.optNormalize(card.normalization()) : builder.optBytes();
  }

  double rate(int step) {
    return rate.getNewValue(step);
  }

  /**
   * What a step gave.
   *
   * @param loss mean over the batch
   * @param right images that were predicted rightly
   */
  record Outcome(double loss, long right) {}

  /**
   * Learns a batch.
   *
   * @param step from 1, for the learning rate
   */
  Outcome step(Batch batch, int step) {
    optimizer.at(step);
    List<Part> split = split(batch, parts);
    List<NDArray> means = new ArrayList<>();
    List<NDArray> rights = new ArrayList<>();
    try (GradientCollector collector = trainer.newGradientCollector()) {
      for (Part part : split) { // devices work at the same time: nothing is asked of them here
        NDList output = trainer.forward(new NDList(part.images()), new NDList(part.labels()));
        NDArray mean = loss.evaluate(new NDList(part.labels()), output);
        collector.backward(part.share() == 1 ? mean : mean.mul(part.share()));
        means.add(mean);
        rights.add(right(output.singletonOrThrow(), part.labels()));
      }
    }
    trainer.step();
    double sum = 0;
    long right = 0;
    for (int i = 0; i < split.size(); i++) {
      sum += means.get(i).getFloat() * split.get(i).share();
      right += rights.get(i).getLong();
    }
    return new Outcome(sum, right);
  }

  /**
   * Images of a batch that are predicted rightly, by the first device: its statistics of batch
   * normalisation are those that are saved.
   */
  long right(Batch batch) {
    Part all = split(batch, parts.subList(0, 1)).get(0);
    NDArray logits = trainer.evaluate(new NDList(all.images())).singletonOrThrow();
    return right(logits, all.labels()).getLong();
  }

  private static NDArray right(NDArray logits, NDArray labels) {
    return logits.argMax(1).eq(labels).sum();
  }

  /** What one device gets of a batch: float32 images, their labels, their share of all. */
  private record Part(NDArray images, NDArray labels, float share) {}

  private List<Part> split(Batch batch, List<Device> devices) {
    NDArray images = batch.getData().singletonOrThrow();
    NDArray labels = batch.getLabels().singletonOrThrow();
    if (scaledByLoader) {
      return List.of(new Part(images, labels, 1));
    }
    long size = batch.getSize();
    List<Part> split = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      long from = size * i / devices.size();
      long to = size * (i + 1) / devices.size();
      if (from < to) {
        Device device = devices.get(i);
        NDIndex stretch = new NDIndex(from + ":" + to);
        split.add(
            new Part(
                scalings.get(device).apply(images.get(stretch).toDevice(device, false)),
                labels.get(stretch).toDevice(device, false),
                (float) (to - from) / size));
      }
    }
    return split;
  }

  /** SHA-256 over the bytes of all parameters. */
  String digest() {
    Sha256 sha = new Sha256();
    for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
      sha.add(parameter.getValue().getArray().toByteBuffer());
    }
    return sha.hex();
  }

  /** Copies of the parameters and of the velocities of those that have one. */
  List<Checkpoint.Array> arrays() {
    List<Checkpoint.Array> arrays = new ArrayList<>();
    for (Pair<String, Parameter> pair : model.getBlock().getParameters()) {
      arrays.add(Checkpoint.Array.copyOf(pair.getKey(), pair.getValue().getArray().toByteBuffer()));
      optimizer
          .velocity(pair.getValue().getId())
          .ifPresent(
              bytes -> arrays.add(Checkpoint.Array.copyOf(velocityOf(pair.getKey()), bytes)));
    }
    return arrays;
  }

  private static String velocityOf(String parameter) {
    return parameter + "/velocity";
  }

  /**
   * Gives parameters and velocities the values of another run. They go into arrays in the engine's
   * own memory, as rounding may depend on how memory is aligned.
   */
  private void restore(List<Checkpoint.Array> arrays) {
    Map<String, Checkpoint.Array> byName = new HashMap<>();
    arrays.forEach(array -> byName.put(array.name(), array));
    for (Pair<String, Parameter> pair : model.getBlock().getParameters()) {
      Parameter parameter = pair.getValue();
      Checkpoint.Array value = byName.get(pair.getKey());
      if (value == null) {
        throw new IllegalArgumentException("the checkpoint lacks the parameter " + pair.getKey());
      }
      set(parameter.getArray(), value);
      Checkpoint.Array velocity = byName.get(velocityOf(pair.getKey()));
      if (velocity != null) {
        NDArray zeros = parameter.getArray().zerosLike();
        set(zeros, velocity);
        optimizer.setVelocity(parameter.getId(), zeros);
      }
    }
  }

  private static void set(NDArray array, Checkpoint.Array value) {
    ByteBuffer bytes = value.bytes().duplicate().order(ByteOrder.nativeOrder());
    try (NDArray detached = array.stopGradient();
        NDArray values = array.getManager().create(bytes, array.getShape(), array.getDataType())) {
      detached.set(new NDIndex(":"), values);
    }
  }

  void save(Path folder) throws IOException {
    card.save(folder, model);
  }

  @Override
  public void close() {
    trainer.close();
    optimizer.close();
    model.close();
  }
}
