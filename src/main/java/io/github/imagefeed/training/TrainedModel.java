package io.github.imagefeed.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A saved network, ready to say what is in an image. The folder holds {@code model.json} (class
 * names, shape, normalisation, architecture) and DJL's {@code model-0000.params}; or it is the
 * folder of a run, with such folders {@code best} and {@code last} in it. Not thread-safe.
 */
public final class TrainedModel implements AutoCloseable {

  private static final float MAX_BYTE = 255f;

  /** Models of a run, the one to use first. */
  private static final List<String> OF_A_RUN = List.of("best", "last");

  private final Path path;
  private final ModelCard card;
  private final Model model;

  private TrainedModel(Path path, ModelCard card, Model model) {
    this.path = path;
    this.card = card;
    this.model = model;
  }

  /**
   * Loads a model that {@link TrainingRun#save} has written.
   *
   * @param given the model's folder, or that of a run, whose best model is taken, without one its
   *     last; {@link #path} says which it was
   * @throws IOException if it is missing or damaged; the message names the file
   */
  public static TrainedModel load(Path given) throws IOException {
    Path folder = modelFolder(given);
    ModelCard card = ModelCard.read(folder);
    Model model = Model.newInstance(ModelCard.MODEL, Device.cpu(), TrainingRun.ENGINE);
    try {
      model.setBlock(card.build());
      model.load(folder, ModelCard.MODEL);
      return new TrainedModel(folder, card, model);
    } catch (IOException | MalformedModelException | RuntimeException | OutOfMemoryError e) {
      // DJL believes the lengths in the file, and throws whatever they lead to. The digest keeps
      // damage from it, but not what somebody has written together with its digest.
      model.close();
      throw new IOException(folder + ": damaged model: " + e, e);
    }
  }

  /**
   * The folder itself where it holds no model at all: the failure to read it says so. A best model
   * that is being replaced is no reason to serve the last one in its place.
   */
  private static Path modelFolder(Path given) {
    if (Files.exists(given.resolve(ModelCard.FILE))) {
      return given;
    }
    return OF_A_RUN.stream()
        .map(given::resolve)
        .filter(
            folder ->
                Files.exists(folder.resolve(ModelCard.FILE)) || ModelCard.isBeingReplaced(folder))
        .findFirst()
        .orElse(given);
  }

  /**
   * Says before a training whether its network can be saved there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the folder exists and holds no model
   */
  public static void requireReplaceable(Path folder) throws IOException {
    ModelCard.requireReplaceable(folder);
  }

  /** The folder that the model was loaded from. */
  public Path path() {
    return path;
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
          "image has "
              + pixels.length
              + " bytes, the model takes "
              + shape
              + ", which are "
              + shape.bytes());
    }
    try (NDManager scratch = model.getNDManager().newSubManager()) {
      NDArray image =
          scratch.create(
              floats(pixels), new Shape(1, shape.channels(), shape.height(), shape.width()));
      return forward(image).softmax(1).toFloatArray();
    }
  }

  /**
   * Probability of each class of an image that says what shape it has.
   *
   * @param pixels one uint8 image
   * @param shape its shape and layout; any layout will do
   * @throws IllegalArgumentException if height, width or channels are not the model's; says both
   */
  public float[] probabilities(byte[] pixels, ImageShape shape) {
    if (!card.shape().sameSize(shape)) {
      throw new IllegalArgumentException("image is " + shape + ", the model takes " + card.shape());
    }
    if (shape.layout() == card.shape().layout() || pixels.length != shape.bytes()) {
      return probabilities(pixels); // which refuses a wrong length
    }
    byte[] ordered = new byte[pixels.length];
    Pixels.transpose(pixels, shape, ordered);
    return probabilities(ordered);
  }

  /** Parent of the arrays that {@link #forward} takes. */
  NDManager manager() {
    return model.getNDManager();
  }

  /**
   * The network's outputs before softmax, N×classes, in the manager of the images, as is all that
   * the network makes on its way.
   *
   * @param images float32 N×C×H×W, normalised as the card says
   */
  NDArray forward(NDArray images) {
    ParameterStore parameters = new ParameterStore(images.getManager(), false);
    return model.getBlock().forward(parameters, new NDList(images), false).singletonOrThrow();
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
