package io.github.imagefeed.example;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.loss.Loss;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.store.ImageStore;
import java.nio.file.Path;

/** The example of the README: trains a linear classifier from the store that is named. */
public final class LibraryExample {

  private LibraryExample() {}

  public static void main(String[] args) throws Exception {
    try (ImageStore store = Formats.open(Path.of(args[0])); // PNG, LMDB or HDF5
        Model model = Model.newInstance("linear")) {
      StoreDataset images =
          StoreDataset.builder().setStore(store).setSampling(128, true).optSeed(1).build();
      RandomAccessDataset[] parts = images.randomSplit(9, 1); // views: they load batches too
      model.setBlock(
          new SequentialBlock()
              .add(Blocks.batchFlattenBlock())
              .add(Linear.builder().setUnits(store.classes().size()).build()));
      try (Trainer trainer =
          model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
        trainer.initialize(new Shape(1, 3, store.shape().height(), store.shape().width()));
        EasyTrain.fit(trainer, 2, parts[0], parts[1]);
      }
    }
  }
}
