package io.github.imagefeed.store.hdf5.foreign;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.hdf5.Hdf5Checksums;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.DatasetCreationOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole files of other programs. Checksums of metadata are put right where it is easy. */
final class ForeignHdf5FuzzTest {

  /** Of a file that claims many images: enough to see that each can be read. */
  private static final int READ_AT_MOST = 20;

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    DatasetCreationOptions.Builder chunks =
        DatasetCreationOptions.builder().unsigned().chunkDimensions(2, 2, 3, 3);
    return Stream.of(
        Files.readAllBytes(ForeignHdf5Test.resource(at, "h5py-gzip.h5")),
        Files.readAllBytes(ForeignHdf5Test.resource(at, "h5py-latest-lzf.h5")),
        written(at, DatasetCreationOptions.builder().unsigned().build()),
        written(at, chunks.build()),
        written(at, chunks.shuffle().deflate().build()));
  }

  private static byte[] written(Path at, DatasetCreationOptions how) throws IOException {
    Path path = Files.createTempFile(at, "seed", ".h5");
    Files.delete(path);
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("images", new byte[5][4][3][3], how);
      file.putDataset("labels", new int[] {0, 1, 0, 1, 2});
      file.putAttribute("classes", new String[] {"cat", "dog", "cow"});
    }
    return Files.readAllBytes(path);
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    Hdf5Checksums.mend(data);
    Path file = Files.write(folder.resolve("foreign.h5"), data);
    boolean recognised = new ForeignHdf5().recognises(file);
    boolean opened =
        Hostile.read(
                StoreException.class,
                file.toString(),
                () -> {
                  try (ImageStore store = new ForeignHdf5().open(file)) {
                    int bytes = store.shape().bytes();
                    // More than the file would be: a store may be large, this test may not.
                    if (bytes <= data.length * 1100L) {
                      readSome(store, bytes);
                    }
                  }
                  return true;
                })
            .isPresent();
    assertTrue(recognised || !opened || ours(data), "what opens is recognised");
  }

  /** A file that says it is of this program is left to another format. */
  private static boolean ours(byte[] data) {
    return new String(data, java.nio.charset.StandardCharsets.ISO_8859_1).contains("imagefeed");
  }

  private static void readSome(ImageStore store, int bytes) throws IOException {
    int count = Math.min(Math.min(READ_AT_MOST, store.size()), (1 << 26) / bytes);
    int[] labels = new int[count];
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * bytes);
    store.read(IntStream.range(0, count).toArray(), 0, count, pixels, labels);
    assertTrue(Arrays.stream(labels).allMatch(store.classes()::contains), "labels are classes");
  }
}
