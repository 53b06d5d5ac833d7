package io.github.imagefeed.source.webdataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.Split;
import io.github.imagefeed.store.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards that Python wrote, with what Pillow decodes from them. */
final class WebDatasetPythonTest {

  private static final Path CIFAR = Path.of("data/cifar-10-batches-bin/test_batch.bin");

  /**
   * Members as WebDataset's writer orders them, pixels as N×C×H×W and labels a byte each.
   *
   * <p>Arguments: where to write the shard, pixels and labels; a CIFAR batch or nothing; the kind
   * of image.
   */
  private static final String WRITE =
      """
      import io, json, sys, tarfile
      import numpy
      from PIL import Image

      shard, pixels, labels, batch, kind = sys.argv[1:6]
      if batch:
          records = numpy.fromfile(batch, numpy.uint8)[: 500 * 3073].reshape(-1, 3073)
          images = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
          numbers = records[:, 0]
      else:
          y, x = numpy.mgrid[0:24, 0:40]
          waves = [[numpy.sin(x / (3 + i) + c) * numpy.cos(y / (2 + c) + i) for c in range(3)]
                   for i in range(40)]
          images = (numpy.array(waves).transpose(0, 2, 3, 1) * 127 + 128).astype(numpy.uint8)
          numbers = numpy.arange(40) % 7
      decoded = []
      with tarfile.open(shard, 'w:gz' if shard.endswith('gz') else 'w') as tar:
          def add(name, data):
              info = tarfile.TarInfo(name)
              info.size = len(data)
              tar.addfile(info, io.BytesIO(data))
          for i, (image, label) in enumerate(zip(images, numbers)):
              key, encoded = f'{i:08d}', io.BytesIO()
              picture = Image.fromarray(numpy.ascontiguousarray(image))
              if kind == 'jpg':
                  picture.save(encoded, 'JPEG', quality=92, subsampling=0)
              elif kind == 'grey.png':
                  picture.convert('L').save(encoded, 'PNG')
              elif kind == 'palette.png':
                  picture.convert('P', palette=Image.ADAPTIVE).save(encoded, 'PNG')
              else:
                  picture.save(encoded, 'PNG')
              add(f'{key}.{kind.split(".")[-1]}', encoded.getvalue())
              if i % 2:
                  add(f'{key}.cls', str(label).encode())
              else:
                  add(f'{key}.json', json.dumps({'label': int(label), 'key': key}).encode())
              decoded.append(numpy.asarray(Image.open(encoded).convert('RGB')).transpose(2, 0, 1))
      numpy.array(decoded).tofile(pixels)
      numbers.astype(numpy.uint8).tofile(labels)
      """;

  @TempDir Path folder;

  @BeforeEach
  void python() throws IOException, InterruptedException {
    Python.assumeHas("numpy", "python3-numpy");
    Python.assumeHas("PIL", "python3-pil");
  }

  @Test
  void drawnImages() throws IOException, InterruptedException {
    assertEquals(40, compare("a.tar", "", "png"));
    assertEquals(40, compare("b.tar.gz", "", "png"));
    assertEquals(40, compare("c.tar", "", "grey.png"));
    assertEquals(40, compare("d.tar", "", "palette.png"));
    assertEquals(40, compare("e.tar", "", "jpg"));
  }

  @Test
  void cifar() throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(CIFAR), "skipped: there is no " + CIFAR);
    assertEquals(500, compare("a.tar", CIFAR.toString(), "png"));
  }

  /** Number of images, all of them as Pillow has them. */
  private int compare(String name, String batch, String kind)
      throws IOException, InterruptedException {
    Path shard = folder.resolve(name);
    Path pixels = folder.resolve("pixels");
    Path labels = folder.resolve("labels");
    assertTrue(Python.run(WRITE, shard, pixels, labels, batch, kind).isEmpty());
    byte[] expected = Files.readAllBytes(pixels);
    byte[] numbers = Files.readAllBytes(labels);
    try (WebDatasetSource source = WebDatasetSource.open(shard, Optional.empty())) {
      int bytes = source.shape().bytes();
      assertEquals(expected.length, (long) bytes * source.size(Split.TRAIN));
      byte[] found = new byte[bytes];
      for (int i = 0; i < source.size(Split.TRAIN); i++) {
        assertEquals(numbers[i], source.read(Split.TRAIN, i, found), name + ", image " + i);
        byte[] image = Arrays.copyOfRange(expected, i * bytes, (i + 1) * bytes);
        assertArrayEquals(image, found, name + ", image " + i);
      }
      return source.size(Split.TRAIN);
    }
  }
}
