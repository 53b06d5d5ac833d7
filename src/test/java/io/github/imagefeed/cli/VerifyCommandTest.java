package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.cli.Program.Run;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding damage and mending it, as a user does. */
final class VerifyCommandTest {

  private static final int COUNT = 300;

  @TempDir Path folder;

  private Path store(String format, String... more) {
    Path path = folder.resolve("store." + format);
    importTo(path, format, more);
    return path;
  }

  private static void importTo(Path path, String format, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("import", "--format", format, "--out", path.toString(), "--size", "16x16"));
    arguments.addAll(List.of("--count", "" + COUNT, "--data", "synthetic"));
    arguments.addAll(List.of(more));
    Run run = Program.here(arguments.toArray(String[]::new));
    assertEquals(0, run.code(), run.toString());
  }

  private static Run run(int code, String... arguments) {
    Run run = Program.here(arguments);
    assertEquals(code, run.code(), run.toString());
    return run;
  }

  private static String digest(Path store) throws IOException {
    try (ImageStore open = Formats.open(store)) {
      return open.manifest().digest();
    }
  }

  /** Changes pixels of images 7, 8 and 200. */
  private static void damage(Path store) throws IOException {
    switch (store.getFileName().toString()) {
      case "store.png" -> {
        for (int image : new int[] {7, 8, 200}) {
          flip(store.resolve(String.format("images/000/%08d.png", image)), 150);
        }
      }
      case "store.lmdb" -> flipPixels(store.resolve("data.mdb"), 768);
      default -> flipPixels(store, 768);
    }
  }

  /** Images lie one after the other from some byte on; finds it by an image that is known. */
  private static void flipPixels(Path file, int bytes) throws IOException {
    byte[] all = Files.readAllBytes(file);
    Path whole = file.getFileName().toString().equals("data.mdb") ? file.getParent() : file;
    byte[] first = new byte[bytes];
    try (ImageStore open = Formats.open(whole)) {
      var pixels = java.nio.ByteBuffer.allocateDirect(bytes);
      open.read(new int[] {0}, 0, 1, pixels, new int[1]);
      pixels.get(first);
    }
    int at = 0;
    while (!java.util.Arrays.equals(all, at, at + bytes, first, 0, bytes)) {
      at++;
    }
    for (int image : new int[] {7, 8, 200}) {
      flip(file, at + image * bytes + 99);
    }
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      int value = open.read();
      open.seek(at);
      open.write(value ^ 4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "lmdb", "hdf5"})
  void findsDamagedImagesAndMendsThemFromTheSource(String format) throws IOException {
    Path store = store(format);
    String digest = digest(store);
    run(0, "verify", store.toString()).requireText("300 images as they were stored");
    damage(store);
    run(1, "verify", store.toString())
        .requireText("3 of 300 images damaged: 7-8, 200", "image 7: ", "imagefeed repair");
    String[] repair = {"repair", store.toString(), "--from", "synthetic", "--size", "16x16"};
    Run other = run(1, with(repair, "--count", "" + COUNT, "--seed", "2"));
    assertTrue(other.err().contains("stays as it was"), other.err());
    run(1, "verify", store.toString()).requireText("7-8, 200");
    run(0, with(repair, "--count", "" + COUNT)).requireText("mended, 3 images from synthetic");
    assertEquals(digest, digest(store));
    run(0, "verify", store.toString());
    run(0, with(repair, "--count", "" + COUNT)).requireText("nothing to mend");
    try (var files = Files.list(folder)) {
      assertEquals(List.of(store), files.toList());
    }
  }

  private static String[] with(String[] arguments, String... more) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Two copies that are damaged in different places make a whole one. */
  @Test
  void mendsFromACopyInAnotherFormat() throws IOException {
    Path hdf5 = store("hdf5");
    Path png = folder.resolve("copy");
    run(0, "import", "--data", hdf5.toString(), "--format", "png", "--out", png.toString());
    damage(hdf5);
    flip(png.resolve("images/000/00000100.png"), 150);
    run(1, "import", "--data", hdf5.toString(), "--format", "lmdb", "--out", folder + "/none");
    assertFalse(Files.exists(folder.resolve("none")), "what is damaged is not copied");
    run(0, "repair", hdf5.toString(), "--from", png.toString());
    run(0, "repair", png.toString(), "--from", hdf5.toString());
    run(0, "verify", hdf5.toString(), png.toString());
    run(0, "verify", png.toString(), "--against", hdf5.toString()).requireText("the same images");
  }

  /** Labels of no class, or a file of labels that cannot be read, keep a store from opening. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "hdf5"})
  void mendsAStoreThatDoesNotOpen(String format) throws IOException {
    Path store = store(format);
    String digest = digest(store);
    if (format.equals("png")) {
      Files.writeString(store.resolve("labels.csv"), "nothing");
    } else {
      byte[] all = Files.readAllBytes(store);
      int labels = (4096 + 300 * 768 + 4095) / 4096 * 4096;
      assertEquals(0, all[labels + 3]);
      flip(store, labels + 3);
    }
    run(1, "info", store.toString());
    run(1, "verify", store.toString()).requireText("imagefeed repair");
    run(0, "repair", store.toString(), "--from", "synthetic", "--size", "16x16", "--count", "300");
    assertEquals(digest, digest(store));
    run(0, "verify", store.toString());
  }

  @Test
  void comparesWithTheSource() throws IOException {
    Path store = store("lmdb", "--limit", "100");
    String[] against = {"verify", store.toString(), "--against", "synthetic", "--size", "16x16"};
    run(0, with(against, "--count", "" + COUNT, "--limit", "100")).requireText("the same images");
    run(1, with(against, "--count", "" + COUNT)).requireText("holds 100 images", "gives 300");
    run(1, with(against, "--count", "" + COUNT, "--limit", "100", "--seed", "5"))
        .requireText("differ from synthetic: 0-99");
    run(1, with(against, "--count", "" + COUNT, "--limit", "100", "--split", "test"))
        .requireText("holds 100 images", "gives 60");
  }

  /** In folds the images have another order than in their source, and are not to be mixed up. */
  @Test
  void refusesToCompareOtherOrders() throws IOException {
    Path ordinary = store("hdf5");
    Path folds = folder.resolve("folds.lmdb");
    importTo(folds, "lmdb", "--folds", "3");
    Path copy = folder.resolve("copy.png");
    importTo(copy, "png", "--folds", "3");
    String[] source = {"--size", "16x16", "--count", "" + COUNT};
    run(1, with(new String[] {"verify", folds.toString(), "--against", "synthetic"}, source))
        .requireText("laid out in 3 folds by seed 1", "not laid out in folds");
    run(1, "verify", ordinary.toString(), "--against", folds.toString())
        .requireText("not laid out in folds");
    run(0, "verify", folds.toString(), "--against", copy.toString()).requireText("the same images");
    flip(copy.resolve("images/000/00000100.png"), 150);
    Run refused =
        run(1, with(new String[] {"repair", copy.toString(), "--from", "synthetic"}, source));
    assertTrue(refused.err().contains("laid out in 3 folds"), refused.err());
    run(0, "repair", copy.toString(), "--from", folds.toString());
    run(0, "verify", copy.toString());
    try (ImageStore open = Formats.open(copy)) {
      assertEquals(3, open.manifest().folds().orElseThrow().sizes().size());
    }
  }

  /** One that is no store, or has a pipe in it, keeps nobody from looking at the others. */
  @Test
  void looksAtAllStores() throws Exception {
    Path png = store("png");
    Path hdf5 = store("hdf5");
    Path pipe = png.resolve("images/000/00000014.png");
    Files.delete(pipe);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "skipped: no mkfifo");
    Run run = run(1, "verify", folder.resolve("none").toString(), png.toString(), hdf5.toString());
    assertTrue(run.err().contains("no such store"), run.err());
    run.requireText("1 of 300 images damaged: 14", "not a regular file", "300 images as they were");
  }

  @Test
  void saysWhatCannotBeMended() throws IOException {
    Path store = store("png");
    Files.writeString(store.resolve("manifest.json"), "{}");
    Run run = run(1, "verify", store.toString());
    run.requireText("cannot be mended");
    assertFalse(run.out().contains("imagefeed repair"), run.out());
  }

  @Test
  void remediesCanBeCopied() throws IOException {
    Path store = folder.resolve("it's a store.png");
    importTo(store, "png");
    Files.delete(store.resolve("images/000/00000001.png"));
    run(1, "verify", store.toString())
        .requireText("imagefeed repair '" + folder + "/it'\\''s a store.png' --from COPY");
  }

  @Test
  void saysWhatIsNoStore() {
    run(1, "verify", folder.toString());
    run(1, "repair", folder.resolve("nothing").toString(), "--from", "synthetic");
    run(2, "verify");
    run(2, "repair", folder.toString());
  }
}
