package io.github.imagefeed.store.arrow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole files; {@link ArrowDamageTest} has footers that lie in words that a fuzzer hardly finds.
 */
final class ArrowFileFuzzTest {

  /** Of a file that claims many images: enough to see that each can be read. */
  private static final int READ_AT_MOST = 20;

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(2, 3), 5);
    Stream.Builder<byte[]> seeds = Stream.builder();
    for (int batch : new int[] {2, 5}) {
      Path file = at.resolve("seed" + batch);
      images.write(new ArrowFormat(batch), file);
      seeds.add(Files.readAllBytes(file));
    }
    return seeds.build();
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("store.arrow"), data);
    Hostile.read(
        StoreException.class,
        file.toString(),
        () -> {
          try (ImageStore store = new ArrowFormat().open(file)) {
            readSome(store);
          }
          return true;
        });
  }

  private static void readSome(ImageStore store) throws IOException {
    int bytes = store.shape().bytes();
    int count = Math.min(READ_AT_MOST, store.size());
    int[] labels = new int[count];
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * bytes); // no more than the file has
    store.read(IntStream.range(0, count).toArray(), 0, count, pixels, labels);
    store.checksums();
    assertTrue(Arrays.stream(labels).allMatch(store.classes()::contains), "labels are classes");
  }
}
