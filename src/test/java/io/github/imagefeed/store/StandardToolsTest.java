package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that come with the HDF5 library and with LMDB know what our stores are. */
final class StandardToolsTest {

  private static final int COUNT = 300;

  @TempDir Path folder;

  private static String run(String debianPackage, Object... command)
      throws IOException, InterruptedException {
    Path program = Path.of("/usr/bin", command[0].toString());
    Assumptions.assumeTrue(
        Files.isExecutable(program),
        "skipped: " + program + " is missing, it is in Debian's package " + debianPackage);
    List<String> words = Arrays.stream(command).map(Object::toString).toList();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Test
  void h5dumpShowsTheDatasets() throws Exception {
    RealImages images = RealImages.of(COUNT, 3, Layout.CHW);
    for (Hdf5Layout layout : Hdf5Layout.values()) {
      Path file = folder.resolve(layout + ".h5");
      images.write(new Hdf5Format(layout), file);
      String header = run("hdf5-tools", "h5dump", "-H", "-p", file).replaceAll("\\s+", " ");
      for (String words :
          List.of(
              "DATASET \"images\" { DATATYPE H5T_STD_U8LE"
                  + " DATASPACE SIMPLE { ( 300, 3, 32, 32 ) / ( 300, 3, 32, 32 ) }",
              "DATASET \"labels\" { DATATYPE H5T_STD_I32LE DATASPACE SIMPLE { ( 300 ) / ( 300 ) }",
              "DATASET \"checksums\" { DATATYPE H5T_STD_U32LE",
              layout == Hdf5Layout.DEFLATE ? "COMPRESSION DEFLATE { LEVEL 4 }" : "FILTERS { NONE }",
              layout == Hdf5Layout.CONTIGUOUS ? "CONTIGUOUS" : "CHUNKED (")) {
        assertTrue(header.contains(words), words + " is not in " + header);
      }
      // All values, of chunks as well: a wrong index or filter ends it with a failure.
      String first = run("hdf5-tools", "h5dump", "-d", "/images", "-y", "-w", "0", file);
      int pixel = Byte.toUnsignedInt(images.pixels().get(0)[0]);
      first = first.replaceAll("\\s+", " ");
      assertTrue(first.contains("DATA { " + pixel + ", "), first.substring(0, 400));
    }
  }

  @Test
  void mdbStatCountsAndMdbDumpShowsTheBlocks() throws Exception {
    for (int channels : new int[] {1, 3}) {
      RealImages images = RealImages.of(COUNT, channels, Layout.CHW);
      Path store = folder.resolve("grey-or-colour-" + channels);
      images.write(new LmdbFormat(64), store);
      String stat = run("lmdb-utils", "mdb_stat", store);
      assertTrue(stat.contains("Entries: 7\n"), "five blocks, manifest, revision: " + stat);

      List<String> lines = run("lmdb-utils", "mdb_dump", store).lines().toList();
      int at = lines.indexOf("HEADER=END") + 1;
      HexFormat hex = HexFormat.of();
      for (int block = 0, first = 0; block < 5; block++, first += 64, at += 2) {
        byte[] key = String.format("%08d", block).getBytes(StandardCharsets.US_ASCII);
        assertEquals(" " + hex.formatHex(key), lines.get(at));
        int count = Math.min(64, COUNT - first);
        StringBuilder pixels = new StringBuilder(" ");
        for (int i = first; i < first + count; i++) {
          pixels.append(hex.formatHex(images.pixels().get(i)));
        }
        String value = lines.get(at + 1);
        assertTrue(value.startsWith(pixels.toString()), "block " + block);
        assertEquals(pixels.length() + count * 16, value.length(), "labels and checksums follow");
      }
    }
  }
}
