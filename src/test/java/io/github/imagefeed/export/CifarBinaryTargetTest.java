package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.cifar.Cifar100Labels;
import io.github.imagefeed.source.cifar.CifarSources;
import io.github.imagefeed.store.TestImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binary version of CIFAR-10, through our own reader of the genuine one. */
final class CifarBinaryTargetTest {

  private static final ExportTarget TARGET = new CifarBinaryTarget();
  private static final ClassNames TEN =
      new ClassNames(IntStream.range(0, 10).mapToObj(i -> "class " + (9 - i)).toList());

  @TempDir Path folder;

  @Test
  void ourOwnSourceReadsTheSame() throws Exception {
    for (Layout layout : Layout.values()) {
      TestImages train = new TestImages(new ImageShape(32, 32, 3, layout), 113, TEN, 1);
      TestImages test = new TestImages(train.shape(), 31, TEN, 2);
      Path path = folder.resolve(layout.name());
      Exported.write(TARGET, train, test, path);
      try (ImageSource source = CifarSources.open(path, Cifar100Labels.FINE)) {
        assertEquals(TEN, source.classes());
        assertReads(train, source, Split.TRAIN);
        assertReads(test, source, Split.TEST);
      }
      assertTrue(TARGET.isOwn(path));
    }
  }

  private static void assertReads(TestImages images, ImageSource source, Split split)
      throws Exception {
    assertEquals(images.count(), source.size(split));
    byte[] pixels = new byte[source.shape().bytes()];
    for (int i = 0; i < images.count(); i++) {
      assertEquals(images.label(i), source.read(split, i, pixels));
      byte[] interleaved = Exported.interleaved(images, i);
      byte[] planes = new byte[pixels.length];
      for (int k = 0; k < planes.length; k++) {
        planes[k % 3 * 1024 + k / 3] = interleaved[k];
      }
      assertArrayEquals(planes, pixels);
    }
  }

  @Test
  void fiveFilesAsEvenAsCanBe() throws Exception {
    TestImages images = new TestImages(ImageShape.rgb(32, 32), 113, TEN, 1);
    Path path = folder.resolve("set");
    Exported.write(TARGET, images, path);
    for (int batch = 0; batch < 5; batch++) {
      long bytes = Files.size(path.resolve("data_batch_" + (batch + 1) + ".bin"));
      assertEquals(List.of(22, 23, 22, 23, 23).get(batch) * 3073L, bytes);
    }
    assertEquals(
        String.join("\n", TEN.names()) + "\n\n",
        Files.readString(path.resolve("batches.meta.txt")));
  }

  @Test
  void whatCifarDoesNotHaveIsRefused() {
    ClassNames eleven = new ClassNames(IntStream.range(0, 11).mapToObj(String::valueOf).toList());
    assertRefused(TestImages.of(ImageShape.rgb(32, 31), 9), "32x31x3");
    assertRefused(TestImages.of(new ImageShape(32, 32, 1, Layout.CHW), 9), "32x32x1");
    assertRefused(new TestImages(ImageShape.rgb(32, 32), 9, eleven, 1), "11 classes");
    assertRefused(TestImages.of(ImageShape.rgb(32, 32), 4), "4 images");
    assertRefused(
        new TestImages(ImageShape.rgb(32, 32), 9, ClassNames.of("a\nb"), 1), "line breaks");
  }

  private void assertRefused(TestImages images, String words) {
    Path path = folder.resolve("refused-" + words.hashCode());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Exported.write(TARGET, images, path))
            .getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(Files.notExists(path), "nothing is written");
  }
}
