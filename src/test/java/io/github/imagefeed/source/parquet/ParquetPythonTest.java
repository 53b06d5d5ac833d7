package io.github.imagefeed.source.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.Python;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every compression, page version and encoding that pyarrow writes, with CIFAR's images. */
final class ParquetPythonTest {

  private static final Path CIFAR = Path.of("data/cifar-10-batches-bin/test_batch.bin");

  @TempDir Path folder;

  @Test
  void variants() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(CIFAR), "skipped: there is no " + CIFAR);
    Python.assumeHas("pyarrow", "none, but pip's pyarrow, on PYTHONPATH");
    Python.assumeHas("numpy", "python3-numpy");
    Python.assumeHas("PIL", "python3-pil");
    String script = new String(Fixtures.bytes("write_parquet.py"), StandardCharsets.UTF_8);
    List<String> unused = Python.run(script, folder, CIFAR);
    Random random = new Random(3);
    int files = 0;
    for (; Files.exists(folder.resolve(String.format("%02d.parquet", files))); files++) {
      String name = String.format("%02d", files);
      byte[] pixels = Files.readAllBytes(folder.resolve(name + ".rgb"));
      List<Integer> labels = Fixtures.numbers(Files.readAllBytes(folder.resolve(name + ".labels")));
      try (ParquetSource source =
          ParquetSource.open(folder.resolve(name + ".parquet"), Optional.empty())) {
        List<Integer> expected = files % 3 == 2 ? ranks(labels) : labels;
        List<Integer> order = Fixtures.ascending(labels.size());
        Fixtures.assertHolds(source, Split.TRAIN, order, pixels, expected);
        List<Integer> any = new ArrayList<>();
        random.ints(60, 0, labels.size()).forEach(any::add);
        Fixtures.assertHolds(source, Split.TRAIN, any, pixels, expected);
      }
    }
    assertEquals(60, files);
  }

  /** Classes that are text come in the order of their names. */
  private static List<Integer> ranks(List<Integer> labels) {
    List<String> names =
        List.of("aeroplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "lorry");
    List<String> sorted = names.stream().sorted().toList();
    int[] ranks = IntStream.range(0, 10).map(i -> sorted.indexOf(names.get(i))).toArray();
    return labels.stream().map(label -> ranks[label]).toList();
  }
}
