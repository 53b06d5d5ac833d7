package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ForeignDouble;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreView;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DigestedStoreTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(200, 300), 53);

  @TempDir Path folder;

  private ImageStore store() throws IOException {
    Path path = folder.resolve("store.h5");
    IMAGES.write(new Hdf5Format(), path);
    return new Hdf5Format().open(path);
  }

  @Test
  void filesOfAnotherProgramGetTheDigestThatAStoreOfOursWouldHave() throws IOException {
    try (ImageStore foreign = new ForeignDouble(store(), 8)) {
      assertThrows(IllegalStateException.class, () -> foreign.manifest().digest());
      List<Integer> heard = new ArrayList<>();
      ImageStore digested = DigestedStore.of(foreign, heard::add);
      assertEquals(IMAGES.digest(), digested.manifest().digest());
      assertEquals(8, digested.pieceImages());
      assertEquals(IMAGES.count(), heard.get(heard.size() - 1));
      assertTrue(heard.size() > 1, "progress is heard on the way");
    }
  }

  @Test
  void storesThatHaveOneAreNotRead() throws IOException {
    try (ImageStore store = store()) {
      assertSame(store, DigestedStore.of(store, done -> assertEquals(-1, done, "not read")));
    }
  }

  @Test
  void aViewHasADigestWhereTheStoreBelowHas() throws IOException {
    try (ImageStore store = store();
        ImageStore foreign = new ForeignDouble(store, 1)) {
      assertTrue(StoreView.of(store, i -> i, 3).manifest().contentDigest().isPresent());
      assertTrue(StoreView.of(foreign, i -> i, 3).manifest().contentDigest().isEmpty());
    }
  }
}
