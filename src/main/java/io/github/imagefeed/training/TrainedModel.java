package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A saved network, ready to say what is in an image. The folder holds {@code model.json} (class
 * names, shape, normalisation, architecture) and DJL's {@code model-0000.params}. Not thread-safe.
 */
public final class TrainedModel implements AutoCloseable {

  private static final float MAX_BYTE = 255f;

  private final ModelCard card;
  private final Model model;

  private TrainedModel(ModelCard card, Model model) {
    this.card = card;
    this.model = model;
  }

  /**
   * Loads a model that {@link TrainingRun#save} has written.
   *
   * @throws IOException if it is missing or damaged; the message names the file
   */
  public static TrainedModel load(Path folder) throws IOException {
    ModelCard card = ModelCard.read(folder);
    Model model = Model.newInstance(ModelCard.MODEL, Device.cpu(), TrainingRun.ENGINE);
    try {
      model.setBlock(card.build());
      model.load(folder, ModelCard.MODEL);
      return new TrainedModel(card, model);
    } catch (IOException | MalformedModelException | EngineException | IllegalArgumentException e) {
      model.close();
      throw new IOException(folder + ": damaged model: " + e.getMessage(), e);
    }
  }

  /**
   * Says before a training whether its network can be saved there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the folder exists and holds no model
   */
  public static void requireReplaceable(Path folder) throws IOException {
    ModelCard.requireReplaceable(folder);
  }

  public ModelCard card() {
    return card;
  }

  /**
   * Probability of each class.
   *
   * @param pixels one uint8 image in the shape and layout of the card
   * @return as many as there are classes, adding up to 1
   */
  public float[] probabilities(byte[] pixels) {
    ImageShape shape = card.shape();
    if (pixels.length != shape.bytes()) {
      throw new IllegalArgumentException(
          "image has " + pixels.length + " bytes, expected " + shape.bytes() + " for " + shape);
    }
    try (NDManager scratch = model.getNDManager().newSubManager()) {
      NDArray image =
          scratch.create(
              floats(pixels), new Shape(1, shape.channels(), shape.height(), shape.width()));
      ParameterStore parameters = new ParameterStore(scratch, false);
      NDArray logits =
          model.getBlock().forward(parameters, new NDList(image), false).singletonOrThrow();
      return logits.softmax(1).toFloatArray();
    }
  }

  private float[] floats(byte[] pixels) {
    int area = card.shape().area();
    float[] floats = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      float mean = card.normalization().mean().get(i / area);
      float std = card.normalization().std().get(i / area);
      floats[i] = ((pixels[i] & 0xff) / MAX_BYTE - mean) / std;
    }
    return floats;
  }

  @Override
  public void close() {
    model.close();
  }
}
