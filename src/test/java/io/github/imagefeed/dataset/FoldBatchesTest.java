package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.convert.FoldedImport;
import io.github.imagefeed.convert.Folding;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreView;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fold trains on does not depend on how its images are stored. */
final class FoldBatchesTest {

  private static final int COUNT = 211;
  private static final int BATCH = 16;

  @TempDir Path folder;

  /** An ordinary store by its plan, and stores in the order of the folds by theirs. */
  @ParameterizedTest
  @EnumSource(EpochOrder.Kind.class)
  void batchesAreTheSame(EpochOrder.Kind order) throws Exception {
    Folding folding = Folding.stratified(3, 5);
    List<StoreFormat> formats = List.of(new PngFormat(), new LmdbFormat(9), new Hdf5Format());
    try (ImageSource source = new SyntheticSource(8, 8, COUNT, 0, 1);
        NDManager manager = NDManager.newBaseManager()) {
      Selection all = Selection.of(source, List.of(Split.TRAIN), COUNT);
      Path plain = folder.resolve("plain");
      Import.run(source, all, new LmdbFormat(), plain, false, done -> {});
      try (ImageStore ordinary = new LmdbFormat().open(plain)) {
        FoldPlan plan = folding.plan(labels(ordinary));
        List<List<float[]>> epochs = new ArrayList<>();
        for (int fold = 0; fold < 3; fold++) {
          epochs.add(batches(ordinary, plan.training(fold), order, manager));
          epochs.add(batches(ordinary, plan.heldOut(fold), order, manager));
        }
        assertNotEquals(sum(epochs.get(0)), sum(epochs.get(2)), "folds differ");
        for (StoreFormat format : formats) {
          Path path = folder.resolve(format.name());
          new FoldedImport(folding, new LmdbFormat())
              .run(source, all, format, path, false, steps -> {});
          try (ImageStore folds = format.open(path)) {
            assertSame(epochs, folds, order, manager);
          }
        }
      }
    }
  }

  private static void assertSame(
      List<List<float[]>> epochs, ImageStore folds, EpochOrder.Kind order, NDManager manager)
      throws Exception {
    FoldPlan plan =
        FoldPlan.contiguous(
            folds.manifest().folds().orElseThrow().sizes().stream().mapToInt(s -> s).toArray());
    for (int fold = 0; fold < 3; fold++) {
      assertSame(epochs.get(2 * fold), batches(folds, plan.training(fold), order, manager));
      assertSame(epochs.get(2 * fold + 1), batches(folds, plan.heldOut(fold), order, manager));
    }
  }

  private static void assertSame(List<float[]> expected, List<float[]> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), found.get(i), "array " + i);
    }
  }

  /** Pixels and labels of each batch of two epochs. */
  private static List<float[]> batches(
      ImageStore store, IndexOrder images, EpochOrder.Kind order, NDManager manager)
      throws Exception {
    List<float[]> arrays = new ArrayList<>();
    try (StoreView view = StoreView.of(store, images::at, images.size())) {
      StoreDataset dataset =
          StoreDataset.builder()
              .setStore(view)
              .setSampling(BATCH, order)
              .optBlocks(new Blocks(10, 3))
              .optSeed(4)
              .build();
      for (int epoch = 0; epoch < 2; epoch++) {
        int seen = 0;
        for (Batch batch : dataset.getData(manager)) {
          arrays.add(batch.getData().singletonOrThrow().toFloatArray());
          long[] labels = batch.getLabels().singletonOrThrow().toLongArray();
          float[] asFloats = new float[labels.length];
          for (int i = 0; i < labels.length; i++) {
            asFloats[i] = labels[i];
          }
          arrays.add(asFloats);
          seen += batch.getSize();
          batch.close();
        }
        assertEquals(images.size(), seen);
      }
    }
    return arrays;
  }

  private static double sum(List<float[]> arrays) {
    double sum = 0;
    for (float[] array : arrays) {
      for (float value : array) {
        sum += value;
      }
    }
    return sum;
  }

  private static int[] labels(ImageStore store) throws Exception {
    int[] indices = new int[store.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    int[] labels = new int[indices.length];
    ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * store.shape().bytes());
    store.read(indices, 0, indices.length, pixels, labels);
    return labels;
  }
}
