package io.github.imagefeed.training.kfold;

import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.result.ConfusionMatrix;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreView;
import io.github.imagefeed.training.EpochFigures;
import io.github.imagefeed.training.Evaluation;
import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.TrainedModel;
import io.github.imagefeed.training.Training;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One fold: trains on the others, predicts what was held out. It goes on where it was interrupted.
 * The held-out images are looked at after each epoch but choose nothing: what counts is the network
 * after the last epoch.
 *
 * @param experiment what it is part of
 * @param id which fold
 * @param plan of the repeat
 */
public record FoldRun(CrossValidation experiment, FoldId id, FoldPlan plan) {

  /** Makes who hears of the training; closed when that is over. */
  public interface Listening {
    /** A listener for a run that is open. */
    Ear to(RunFolder folder, Training training) throws IOException;
  }

  /** A listener that is closed. */
  public interface Ear extends Training.Listener, AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /** Takes the predictions of the held-out images, by their index in the store. */
  public interface Answers extends Evaluation.Predictions, AutoCloseable {
    /** All are there. */
    void finish() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Opens the place for predictions. */
  public interface AnswerSheet {
    /** One for a new go at predicting. */
    Answers open() throws IOException;
  }

  private ImageStore view(ImageStore store, IndexOrder indices) {
    return StoreView.of(store, indices::at, indices.size());
  }

  /** The images that the network learns. */
  public ImageStore training(ImageStore store) {
    return view(store, plan.training(id.fold() - 1));
  }

  /** The images that it does not see. */
  public ImageStore heldOut(ImageStore store) {
    return view(store, plan.heldOut(id.fold() - 1));
  }

  /**
   * Trains, predicts, and writes the outcome, which marks the fold as complete.
   *
   * @param store stays the caller's
   */
  public FoldOutcome run(
      ExperimentFolder folder, ImageStore store, Listening listening, AnswerSheet sheet)
      throws IOException {
    RunFolder run = folder.run(id);
    List<EpochFigures> epochs;
    try (ImageStore train = training(store);
        ImageStore heldOut = heldOut(store)) {
      try (Training training =
              Training.open(
                  run,
                  train,
                  Optional.of(heldOut),
                  experiment.recipeOf(id),
                  experiment.devices(),
                  new Training.Options(experiment.schedule(), OptionalInt.empty(), false));
          Ear ear = listening.to(run, training)) {
        epochs = training.run(ear);
      }
      ConfusionMatrix matrix;
      IndexOrder indices = plan.heldOut(id.fold() - 1);
      try (TrainedModel model = TrainedModel.load(run.last());
          Answers answers = sheet.open()) {
        matrix =
            Evaluation.run(
                model,
                heldOut,
                experiment.recipe().batch(),
                (place, label, predicted, probability) ->
                    answers.image(indices.at(place), label, predicted, probability));
        answers.finish();
      }
      FoldOutcome outcome =
          new FoldOutcome(
              id.repeat(),
              id.fold(),
              heldOut.size(),
              matrix.right(),
              epochs.stream().map(e -> e.testAccuracy().orElseThrow()).toList(),
              epochs.stream().mapToDouble(EpochFigures::seconds).sum(),
              epochs.stream().mapToDouble(EpochFigures::waitSeconds).sum(),
              epochs.get(epochs.size() - 1).parameters());
      outcome.write(folder.outcomeFile(id));
      return outcome;
    }
  }
}
