package io.github.imagefeed.training.kfold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FoldPlansTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(8, 8), 30);

  /** Counts the images that are read. */
  private static final class CountingStore implements ImageStore {
    private final StoreManifest manifest;
    private int read;

    CountingStore(Optional<FoldLayout> layout, int count) {
      this.manifest =
          new StoreManifest(
              IMAGES.shape(), count, IMAGES.classes(), "a test", IMAGES.digest(), layout);
    }

    @Override
    public StoreManifest manifest() {
      return manifest;
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels) {
      for (int i = from; i < to; i++) {
        labels[i - from] = IMAGES.label(indices[i]);
      }
      read += to - from;
    }

    @Override
    public void close() {}
  }

  private static CountingStore folded() {
    return new CountingStore(Optional.of(new FoldLayout(5, false, List.of(10, 10, 10))), 30);
  }

  private static CountingStore plain(int count) {
    return new CountingStore(Optional.empty(), count);
  }

  /** Each process of a fold makes the plans, and would decode all images for nothing. */
  @Test
  void readsNoLabelsWhereTheStoreHasItsFolds() throws IOException {
    CountingStore store = folded();
    FoldPlans plans = FoldPlans.of(Experiments.of(3), store, Optional.empty());
    assertEquals(20, plans.run(new FoldId(1, 2)).training(store).size());
    assertEquals(0, store.read);
    plans.scattered();
    plans.rareClasses();
    assertEquals(30, store.read, "once for both");
  }

  @Test
  void readsLabelsToStratify() throws IOException {
    CountingStore store = plain(30);
    FoldPlans.of(Experiments.of(3), store, Optional.empty()).rareClasses();
    assertEquals(30, store.read);
  }

  @Test
  void comparesWithAnOrdinaryStoreOfTheSameImagesAlone() throws IOException {
    FoldPlans plans = FoldPlans.of(Experiments.of(3), folded(), Optional.empty());
    assertEquals(10, plans.ofOrdinary(plain(30), "b").heldOut(0).size());
    assertRefused(plans, plain(29), "29 images");
    assertRefused(plans, folded(), "lies in folds itself");
    FoldPlans ofPlain = FoldPlans.of(Experiments.of(3), plain(30), Optional.empty());
    assertRefused(ofPlain, plain(30), "does not lie in folds");
  }

  private static void assertRefused(FoldPlans plans, ImageStore other, String word) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> plans.requireOrdinary(other, "b.lmdb"));
    assertTrue(e.getMessage().contains("b.lmdb: ") && e.getMessage().contains(word), e::getMessage);
  }
}
