package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ImportTest {

  private static final TestImages PLANES = TestImages.of(new ImageShape(4, 5, 3, Layout.CHW), 6);
  private static final TestImages MIXED = TestImages.of(new ImageShape(4, 5, 3, Layout.HWC), 6);
  private static final TestImages RENAMED =
      new TestImages(PLANES.shape(), 6, ClassNames.of("dog", "cat", "mouse"), 3);

  @TempDir Path folder;

  static Stream<StoreFormat> formats() {
    return Stream.of(new PngFormat(), new LmdbFormat(), new Hdf5Format());
  }

  /** While it is looked at for the first time, somebody replaces the store. */
  private record Replacing(StoreFormat format, Path store, TestImages by, AtomicBoolean done)
      implements ImageSource {
    @Override
    public String description() {
      return "images of a test";
    }

    @Override
    public ImageShape shape() {
      return PLANES.shape();
    }

    @Override
    public ClassNames classes() {
      if (!done.getAndSet(true)) {
        try {
          Trees.delete(store);
          by.write(format, store);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return PLANES.classes();
    }

    @Override
    public int size(Split split) {
      return split == Split.TRAIN ? PLANES.count() : 0;
    }

    @Override
    public int read(Split split, int index, byte[] pixels) {
      System.arraycopy(PLANES.pixels(index), 0, pixels, 0, pixels.length);
      return PLANES.label(index);
    }

    @Override
    public void close() {}
  }

  /** The same number of bytes and of classes, so that nothing else would be in their way. */
  @ParameterizedTest
  @MethodSource("formats")
  void addsNothingToAStoreThatWasReplacedByOneOfOtherImages(StoreFormat format) throws IOException {
    for (TestImages other : List.of(MIXED, RENAMED)) {
      Path store = folder.resolve(other.equals(MIXED) ? "mixed" : "renamed");
      PLANES.write(format, store);
      AtomicBoolean done = new AtomicBoolean();
      try (ImageSource source = new Replacing(format, store, other, done)) {
        Selection all = Selection.of(source, List.of(Split.TRAIN), Integer.MAX_VALUE);
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () -> Import.append(source, all, format, store, images -> {}));
        assertTrue(e.getMessage().contains("can be added"), e.getMessage());
      }
      assertTrue(done.get());
      try (ImageStore open = format.open(store)) {
        assertEquals(other.digest(), open.manifest().digest());
      }
    }
  }
}
