package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files. Checksums of metadata are put right, or nothing behind them would be reached. */
final class Hdf5FileFuzzTest {

  /** Of a file that claims many images: enough to see that each can be read. */
  private static final int READ_AT_MOST = 20;

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Stream.Builder<byte[]> seeds = Stream.builder();
    for (Hdf5Layout layout : Hdf5Layout.values()) {
      seeds.add(seed(at.resolve(layout.toString()), layout, Samples.TWO));
    }
    return seeds
        .add(seed(at.resolve("apart"), Hdf5Layout.CONTIGUOUS, Samples.names(17, 4000, "x")))
        .build();
  }

  private static byte[] seed(Path file, Hdf5Layout layout, ClassNames classes) throws IOException {
    Samples.write(new Hdf5Format(layout), file, Samples.spec(ImageShape.rgb(2, 3), 5, classes));
    return Files.readAllBytes(file);
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    Hdf5Checksums.mend(data);
    Path file = Files.write(folder.resolve("store.h5"), data);
    Hostile.read(
        StoreException.class,
        file.toString(),
        () -> {
          try (ImageStore store = new Hdf5Format().open(file)) {
            int bytes = store.shape().bytes();
            // More than the file would be: a store may be large, this test may not.
            if (bytes <= data.length * 1100L) {
              readSome(store, bytes);
            }
          }
          return true;
        });
  }

  private static void readSome(ImageStore store, int bytes) throws IOException {
    int count = Math.min(Math.min(READ_AT_MOST, store.size()), (1 << 26) / bytes);
    int[] labels = new int[count];
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * bytes);
    store.read(IntStream.range(0, count).toArray(), 0, count, pixels, labels);
    assertTrue(Arrays.stream(labels).allMatch(store.classes()::contains), "labels are classes");
  }
}
