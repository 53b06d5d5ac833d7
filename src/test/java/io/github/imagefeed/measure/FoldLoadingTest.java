package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.SettingNames;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldLoadingTest {

  private static final int IMAGES = 90;
  private static final int FOLDS = 3;
  private static final int WARM = 2;
  private static final int COLD = 2;

  @TempDir private Path folder;

  private static FoldLoading.Found run(Path path) throws IOException {
    TestImages.of(ImageShape.rgb(8, 8), IMAGES).write(new LmdbFormat(), path);
    int[] sizes = IntStream.range(0, FOLDS).map(fold -> IMAGES / FOLDS).toArray();
    FoldPlan scattered =
        FoldPlan.stratified(IntStream.range(0, IMAGES).map(i -> i % 2).toArray(), FOLDS, 1);
    try (ImageStore store = new LmdbFormat().open(path)) {
      return new FoldLoading(WARM, COLD, 10)
          .run(
              new FoldLoading.Side(
                  SettingNames.RANGES, "lmdb", store, path, FoldPlan.contiguous(sizes)),
              new FoldLoading.Side(SettingNames.INDICES, "lmdb", store, path, scattered),
              new Silence());
    }
  }

  private static long cold(FoldLoading.Found found) {
    return found.measurements().stream()
        .filter(m -> m.settings().containsKey(SettingNames.CACHE))
        .count();
  }

  @Test
  void timesBothWaysAndParts() throws IOException {
    FoldLoading.Found found = run(folder.resolve("store.lmdb"));
    for (Measurement m : found.measurements()) {
      assertEquals(m.settings().containsKey(SettingNames.CACHE) ? COLD : WARM, m.samples().size());
    }
    assertEquals(4 + cold(found), found.measurements().size());
    assertEquals(cold(found) == 0 ? 1 : 0, found.notes().size(), found.notes().toString());
  }

  /** Files that are memory by themselves: the rest must not be lost for that. */
  @Test
  void keepsTheWarmRoundsWherePagesCannotBeDropped() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory) && PageCache.canDrop());
    Path inMemory = Files.createTempDirectory(memory, "folds");
    try {
      FoldLoading.Found found = run(inMemory.resolve("store.lmdb"));
      assertEquals(4, found.measurements().size());
      assertEquals(0, cold(found));
      assertEquals(1, found.notes().size());
      assertTrue(found.notes().get(0).contains("store.lmdb"), found.notes().toString());
    } finally {
      Trees.delete(inMemory);
    }
  }
}
