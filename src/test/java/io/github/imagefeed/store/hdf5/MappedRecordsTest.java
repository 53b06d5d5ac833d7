package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MappedRecordsTest {

  private static final int COUNT = 11;

  @TempDir Path folder;

  /** Less than a record, one, a bit more, several with and without a rest, all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 60, 61, 180, 240, 660, 1 << 20})
  void recordsLieInWindowsAsInTheFile(int windowBytes) throws IOException {
    Path path = folder.resolve("records.h5");
    ImageShape shape = ImageShape.rgb(4, 5);
    Samples.write(path, Samples.spec(shape, COUNT, Samples.TWO));
    int[] indices = {10, 0, 3, 2, 4, 4, 7, 1, 9, 8, 5, 6};
    try (ImageStore store = Hdf5Store.open(path, windowBytes)) {
      List<byte[]> images = Samples.readAll(store, indices);
      for (int k = 0; k < indices.length; k++) {
        assertArrayEquals(Samples.pixels(indices[k], shape.bytes()), images.get(k));
      }
    }
  }
}
