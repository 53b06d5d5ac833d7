package io.github.imagefeed.store.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jhdf.HdfFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of plain datasets, through jHDF; the tutorial's test reads them by h5py. */
final class PlainHdf5WriterTest {

  private static final List<PlainHdf5Writer.Dataset> DATASETS =
      List.of(
          new PlainHdf5Writer.Dataset("a", List.of(2, 3)),
          new PlainHdf5Writer.Dataset("b", List.of(4)),
          new PlainHdf5Writer.Dataset("c", List.of(1, 1, 2)));

  @TempDir Path folder;

  @Test
  void datasetsArePutInTurns() throws Exception {
    Path path = folder.resolve("plain.h5");
    try (PlainHdf5Writer writer = PlainHdf5Writer.create(path, DATASETS)) {
      writer.put(1, new byte[] {1, 2});
      writer.put(0, new byte[] {10, 11, 12, 13});
      writer.put(2, new byte[] {-1, 0});
      writer.put(1, new byte[] {3, (byte) 200});
      writer.put(0, new byte[] {14, 15});
      writer.finish();
    }
    try (HdfFile file = new HdfFile(path)) {
      assertArrayEquals(
          new int[][] {{10, 11, 12}, {13, 14, 15}},
          (int[][]) file.getDatasetByPath("/a").getData());
      assertArrayEquals(new int[] {1, 2, 3, 200}, (int[]) file.getDatasetByPath("/b").getData());
      assertArrayEquals(new int[] {1, 1, 2}, file.getDatasetByPath("/c").getDimensions());
      assertEquals(3, file.getChildren().size());
    }
    assertThrows(FileAlreadyExistsException.class, () -> PlainHdf5Writer.create(path, DATASETS));
  }

  @Test
  void datasetsAreFullAndNoMore() throws Exception {
    Path path = folder.resolve("plain.h5");
    try (PlainHdf5Writer writer = PlainHdf5Writer.create(path, DATASETS)) {
      writer.put(0, new byte[6]);
      writer.put(2, new byte[2]);
      assertThrows(IllegalArgumentException.class, () -> writer.put(1, new byte[5]));
      writer.put(1, new byte[3]);
      assertThrows(IllegalStateException.class, writer::finish);
    }
    assertThrows(
        IllegalArgumentException.class, () -> new PlainHdf5Writer.Dataset("none", List.of(3, 0)));
  }
}
