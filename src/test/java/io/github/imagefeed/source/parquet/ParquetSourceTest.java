package io.github.imagefeed.source.parquet;

import static io.github.imagefeed.source.parquet.Fixtures.FIRST;
import static io.github.imagefeed.source.parquet.Fixtures.SECOND;
import static io.github.imagefeed.source.parquet.Fixtures.TEST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetSourceTest {

  private static final Optional<ImageSize> AS_THEY_ARE = Optional.empty();

  @TempDir Path folder;

  /** Snappy in three groups with a page index; Zstandard with a dictionary of images. */
  @Test
  void readsShardsOfASplitAsPillowDoes() throws IOException {
    try (ParquetSource source =
        ParquetSource.open(Fixtures.write(folder, FIRST, SECOND, TEST), AS_THEY_ARE)) {
      assertEquals(ImageShape.rgb(8, 12), source.shape());
      assertEquals("cat", source.classes().name(3));
      assertEquals(10, source.classes().size());
      assertTrue(source.description().contains(folder.toString()));
      byte[] pixels =
          Fixtures.join(Fixtures.bytes(FIRST + ".rgb"), Fixtures.bytes(SECOND + ".rgb"));
      List<Integer> labels =
          Fixtures.numbers(
              Fixtures.join(Fixtures.bytes(FIRST + ".labels"), Fixtures.bytes(SECOND + ".labels")));
      List<Integer> order = Fixtures.ascending(16);
      Fixtures.assertHolds(source, Split.TRAIN, order, pixels, labels);
      Collections.reverse(order);
      Fixtures.assertHolds(source, Split.TRAIN, order, pixels, labels);
      Random random = new Random(7);
      List<Integer> any = new ArrayList<>();
      random.ints(100, 0, 16).forEach(any::add);
      Fixtures.assertHolds(source, Split.TRAIN, any, pixels, labels);
    }
  }

  /** JPEG, gzip, pages of version 2 with two images each. */
  @Test
  void readsTheOtherSplit() throws IOException {
    Path data = Fixtures.write(folder.resolve("data"), TEST);
    for (Path path : List.of(folder, data, data.resolve(TEST + ".parquet"))) {
      try (ParquetSource source = ParquetSource.open(path, AS_THEY_ARE)) {
        assertEquals(0, source.size(Split.TRAIN));
        Fixtures.assertHolds(
            source,
            Split.TEST,
            Fixtures.ascending(10),
            Fixtures.bytes(TEST + ".rgb"),
            Fixtures.numbers(Fixtures.bytes(TEST + ".labels")));
      }
    }
  }

  @Test
  void takesValidationForTestWhereThereIsNone() throws IOException {
    Fixtures.write(folder, FIRST, TEST);
    Path test = folder.resolve(TEST + ".parquet");
    Files.move(folder.resolve(FIRST + ".parquet"), folder.resolve("train.parquet"));
    Files.copy(folder.resolve("train.parquet"), folder.resolve("validation-0.parquet"));
    try (ParquetSource source = ParquetSource.open(folder, AS_THEY_ARE)) {
      assertEquals(10, source.size(Split.TRAIN));
      assertEquals(10, source.size(Split.TEST));
    }
    Files.delete(test);
    Files.delete(folder.resolve("train.parquet"));
    Files.copy(folder.resolve("validation-0.parquet"), folder.resolve("0000.parquet"));
    try (ParquetSource source = ParquetSource.open(folder, AS_THEY_ARE)) {
      assertEquals(10, source.size(Split.TRAIN));
      assertEquals(10, source.size(Split.TEST));
    }
  }

  @Test
  void aShardThatIsMissingIsNoticed() throws IOException {
    Fixtures.write(folder, FIRST, TEST);
    NoSuchFileException e =
        assertThrows(
            NoSuchFileException.class, () -> ParquetSource.open(folder, AS_THEY_ARE).close());
    assertTrue(e.getFile().endsWith("train-00001-of-00002.parquet"), e.toString());
    // A single file is asked for by its name.
    Path one = folder.resolve(FIRST + ".parquet");
    ParquetSource.open(one, AS_THEY_ARE).close();
  }

  @Test
  void resizes() throws IOException {
    Fixtures.write(folder, FIRST);
    Files.move(folder.resolve(FIRST + ".parquet"), folder.resolve("train.parquet"));
    try (ParquetSource source = ParquetSource.open(folder, Optional.of(new ImageSize(4, 4)))) {
      assertEquals(ImageShape.rgb(4, 4), source.shape());
      assertEquals(5, source.read(Split.TRAIN, 5, new byte[48]));
    }
  }

  @Test
  void recognisesItsFiles() throws IOException {
    assertFalse(ParquetSource.recognises(folder));
    assertFalse(ParquetSource.recognises(folder.resolve("none.parquet")));
    Fixtures.write(folder.resolve("data"), FIRST);
    assertTrue(ParquetSource.recognises(folder));
    assertTrue(ParquetSource.recognises(folder.resolve("data/" + FIRST + ".parquet")));
    assertTrue(ParquetSource.recognises(folder.resolve("x-{0..3}.parquet")));
    assertFalse(ParquetSource.recognises(folder.resolve("x-{0..3}.tar")));
  }

  /** Its labels are those of the old one. */
  @Test
  void refusesFilesThatChangedSinceTheyWereIndexed() throws IOException {
    Fixtures.write(folder, FIRST, SECOND);
    Path first = folder.resolve(FIRST + ".parquet");
    Path second = folder.resolve(SECOND + ".parquet");
    byte[] pixels = new byte[8 * 12 * 3];
    try (ParquetSource source = ParquetSource.open(folder, AS_THEY_ARE)) {
      source.read(Split.TRAIN, 0, pixels);
      FileTime time = Files.getLastModifiedTime(second);
      Path copy = Files.copy(second, folder.resolve("copy"));
      Files.setLastModifiedTime(copy, time);
      Files.move(copy, second, StandardCopyOption.REPLACE_EXISTING);
      assertRefuses(source, 12, second); // another file
      source.read(Split.TRAIN, 1, pixels);
      Files.write(first, Fixtures.bytes(TEST + ".parquet"));
      Files.setLastModifiedTime(first, FileTime.fromMillis(time.toMillis() + 1000));
      assertRefuses(source, 9, first); // written to while it was open
      Files.delete(second);
      assertThrows(IOException.class, () -> source.read(Split.TRAIN, 12, pixels));
    }
  }

  private static void assertRefuses(ParquetSource source, int index, Path file) {
    byte[] pixels = new byte[8 * 12 * 3];
    var thrown = assertThrows(SourceException.class, () -> source.read(Split.TRAIN, index, pixels));
    assertTrue(thrown.getMessage().contains(file + ": was changed"), thrown.getMessage());
  }

  @Test
  void refusesOtherIndicesAndReadingAfterClose() throws IOException {
    Fixtures.write(folder, FIRST);
    byte[] pixels = new byte[8 * 12 * 3];
    ParquetSource source = ParquetSource.open(folder, AS_THEY_ARE);
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, 10, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, -1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TEST, 0, pixels));
    source.close();
    assertThrows(IllegalStateException.class, () -> source.read(Split.TRAIN, 0, pixels));
  }
}
