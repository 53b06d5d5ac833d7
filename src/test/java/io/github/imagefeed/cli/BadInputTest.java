package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.training.Recipe;
import io.github.imagefeed.training.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a user gets for input that cannot be used: one line with what, where and what was expected,
 * exit code 1 or 2, no stack trace, and no store.
 */
final class BadInputTest {

  private static final int RECORD = 3_073;

  @TempDir Path folder;

  private static void assertFails(int code, List<String> words, String... arguments) {
    Program.Run run = Program.here(arguments);
    String what = String.join(" ", arguments) + "\n" + run;
    assertEquals(code, run.code(), what);
    for (String word : words) {
      assertTrue(run.err().contains(word), "expected '" + word + "' from " + what);
    }
    long lines = run.err().lines().filter(line -> line.startsWith("imagefeed: ")).count();
    assertEquals(1, lines, "one line must say what is wrong: " + what);
    assertFalse(run.err().contains("\tat "), "stack trace from " + what);
    assertFalse(run.err().contains("bug in imagefeed"), what);
  }

  private void assertImportFails(Path data, String... words) throws IOException {
    for (StoreFormat format : Formats.all(FormatOptions.DEFAULT)) {
      Path store = folder.resolve("out-" + format.name());
      assertFails(
          1,
          List.of(words),
          "import",
          "--data",
          data.toString(),
          "--format",
          format.name(),
          "--out",
          store.toString());
      try (Stream<Path> files = Files.list(folder)) {
        List<String> left =
            files.map(f -> f.getFileName().toString()).filter(f -> f.contains("out-")).toList();
        assertEquals(List.of(), left, "nothing may be left of a failed import");
      }
    }
  }

  /** Two images a file, of the labels 0 and 1. */
  private Path cifar() throws IOException {
    Path cifar = Files.createDirectories(folder.resolve("cifar-10-batches-bin"));
    byte[] records = new byte[2 * RECORD];
    Arrays.fill(records, (byte) 9);
    records[0] = 0;
    records[RECORD] = 1;
    for (int i = 1; i <= 5; i++) {
      Files.write(cifar.resolve("data_batch_" + i + ".bin"), records);
    }
    Files.write(cifar.resolve("test_batch.bin"), records);
    return cifar;
  }

  private Path store(String format) throws IOException {
    Path store = folder.resolve("store-" + format);
    Program.Run run =
        Program.here(
            "import",
            "--data",
            "synthetic",
            "--count",
            "60",
            "--size",
            "8x8",
            "--format",
            format,
            "--out",
            store.toString());
    assertEquals(0, run.code(), run.toString());
    return store;
  }

  private static void cut(Path file, long bytes) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.setLength(bytes);
    }
  }

  @Test
  void missingFolder() throws IOException {
    assertImportFails(folder.resolve("nowhere"), "nowhere", "no such file or folder");
  }

  @Test
  void cutCifarBatch() throws IOException {
    Path cifar = cifar();
    cut(cifar.resolve("data_batch_3.bin"), RECORD + 5);
    assertImportFails(cifar, "data_batch_3.bin", "3078", "3073");
  }

  @Test
  void cifarLabelOutOfRange() throws IOException {
    Path cifar = cifar();
    try (RandomAccessFile file =
        new RandomAccessFile(cifar.resolve("data_batch_2.bin").toFile(), "rw")) {
      file.seek(RECORD);
      file.write(10);
    }
    assertImportFails(cifar, "data_batch_2.bin", "10");
  }

  @Test
  void foreignPickle() throws IOException {
    Path cifar = Files.createDirectories(folder.resolve("cifar-10-batches-py"));
    Path proof = folder.resolve("executed");
    String pickle = "cos\nsystem\n(S'touch " + proof + "'\ntR.";
    for (int i = 1; i <= 5; i++) {
      Files.writeString(cifar.resolve("data_batch_" + i), pickle);
    }
    Files.writeString(cifar.resolve("test_batch"), pickle);
    assertImportFails(cifar, "data_batch_1", "os", "system");
    assertFalse(Files.exists(proof));
  }

  @Test
  void unreadableImages() throws IOException {
    Path cats = Files.createDirectories(folder.resolve("images/cat"));
    Path image = Files.createFile(cats.resolve("empty.png"));
    assertImportFails(folder.resolve("images"), image.toString());
    Files.writeString(image, "this is no image");
    assertImportFails(folder.resolve("images"), image.toString());
  }

  @Test
  void mixedSizesWithoutSize() throws IOException {
    Path cats = Files.createDirectories(folder.resolve("images/cat"));
    write(cats.resolve("a.png"), 8, 8);
    write(cats.resolve("b.png"), 9, 7);
    assertImportFails(folder.resolve("images"), "b.png", "7x9", "8x8", "--size");
    Path store = folder.resolve("sized");
    Program.Run run =
        Program.here(
            "import",
            "--data",
            folder.resolve("images").toString(),
            "--size",
            "6x5",
            "--format",
            "hdf5",
            "--out",
            store.toString());
    assertEquals(0, run.code(), run.toString());
    assertTrue(run.out().contains("6x5x3"), run.out());
  }

  @Test
  void shardsThatAreCutOrMissing() throws IOException {
    Path shard = Files.write(folder.resolve("train-0.tar"), new byte[700]);
    assertImportFails(shard, shard.toString(), "holds no samples");
    assertImportFails(folder.resolve("train-{0..1}.tar"), "train-1.tar", "no such file");
    Path text = Files.writeString(folder.resolve("train-1.tar"), "not an archive");
    assertImportFails(text, text.toString(), "cut short");
    Path parquet = Files.writeString(folder.resolve("x.parquet"), "not a table of images");
    assertImportFails(parquet, parquet.toString(), "no Parquet file");
  }

  private static void write(Path file, int width, int height) throws IOException {
    assertTrue(
        ImageIO.write(
            new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile()));
  }

  @Test
  void damagedStores() throws IOException {
    Path png = store("png");
    Path image = png.resolve("images/000/00000007.png");
    cut(image, Files.size(image) - 9);
    assertFails(1, List.of("00000007.png"), "load", "--store", png.toString());
    Files.delete(image);
    assertFails(1, List.of("00000007.png"), "load", "--store", png.toString());
    Files.delete(png.resolve("manifest.json"));
    assertFails(1, List.of(png.toString(), "unfinished"), "info", png.toString());

    Path lmdb = store("lmdb");
    cut(lmdb.resolve("data.mdb"), Files.size(lmdb.resolve("data.mdb")) - 4096);
    assertFails(1, List.of("data.mdb", "cut"), "info", lmdb.toString());
    cut(lmdb.resolve("data.mdb"), 0);
    assertFails(1, List.of("data.mdb", "empty"), "info", lmdb.toString());
    Files.write(lmdb.resolve("data.mdb"), new byte[50_000]);
    assertFails(1, List.of("data.mdb", "not an LMDB file"), "info", lmdb.toString());

    Path hdf5 = store("hdf5");
    cut(hdf5, Files.size(hdf5) - 1);
    assertFails(1, List.of(hdf5.toString()), "info", hdf5.toString());
    cut(hdf5, 0);
    assertFails(1, List.of(hdf5.toString()), "info", hdf5.toString());
    Files.writeString(hdf5, "no HDF5".repeat(9_000));
    assertFails(1, List.of(hdf5.toString()), "info", hdf5.toString());
  }

  @Test
  void storesOfANewerOrOlderProgram() throws IOException {
    Path png = store("png");
    Path manifest = png.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"formatVersion\": 3", "\"formatVersion\": 4"));
    assertFails(1, List.of("version 4", "newer imagefeed"), "info", png.toString());
    Files.writeString(manifest, text.replace("\"formatVersion\": 3", "\"formatVersion\": 1"));
    assertFails(1, List.of("version 1", "import the images again"), "info", png.toString());
    assertEquals(
        0, Program.here(importOf(5, "png", png, "--overwrite")).code(), "older ones are ours");
    assertTrue(Program.here("info", png.toString()).out().contains("images   5"));
  }

  private static String[] importOf(int count, String format, Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("import", "--format", format));
    arguments.addAll(List.of("--out", out.toString(), "--count", String.valueOf(count)));
    List<String> given = List.of(more);
    arguments.addAll(given.contains("--data") ? List.of() : List.of("--data", "synthetic"));
    arguments.addAll(given.contains("--size") ? List.of() : List.of("--size", "8x8"));
    arguments.addAll(given);
    return arguments.toArray(String[]::new);
  }

  @Test
  void appendsOnlyWhatFits() throws IOException {
    for (String format : Formats.names()) {
      Path store = store(format);
      String before = Program.here("info", store.toString()).out();
      assertFails(
          2,
          List.of("--append", "--overwrite"),
          importOf(5, format, store, "--append", "--overwrite"));
      assertFails(
          1,
          List.of("no such store", "none"),
          importOf(5, format, folder.resolve("none"), "--append"));
      for (String other : Formats.names()) {
        if (!other.equals(format)) {
          assertFails(2, List.of(other, "is " + format), importOf(5, other, store, "--append"));
        }
      }
      assertFails(
          2,
          List.of("9x8x3", "8x8x3", store.toString()),
          importOf(5, format, store, "--append", "--size", "9x8"));
      Path shapes = Files.createDirectories(folder.resolve("folder/cat"));
      write(shapes.resolve("a.png"), 8, 8);
      assertFails(
          2,
          List.of("label 0", "'cat'", store.toString()),
          importOf(5, format, store, "--append", "--data", shapes.getParent().toString()));
      assertEquals(
          before, Program.here("info", store.toString()).out(), "the store must stay as it was");
      cutStore(format, store);
      assertFails(1, List.of(store.toString()), importOf(5, format, store, "--append"));
    }
  }

  private static Path longest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  private static void cutStore(String format, Path store) throws IOException {
    Path file =
        switch (format) {
          case "png" -> store.resolve("labels.csv");
          case "lmdb" -> store.resolve("data.mdb");
          default -> Files.isDirectory(store) ? longest(store) : store;
        };
    cut(file, Files.size(file) / 2);
  }

  @Test
  void targetExists() throws IOException {
    for (String format : Formats.names()) {
      Path store = store(format);
      List<String> again =
          new ArrayList<>(
              List.of(
                  "import",
                  "--data",
                  "synthetic",
                  "--count",
                  "5",
                  "--format",
                  format,
                  "--out",
                  store.toString()));
      assertFails(
          1,
          List.of(store.toString(), "exists already", "--overwrite", "--append"),
          again.toArray(String[]::new));
      again.add("--overwrite");
      assertEquals(0, Program.here(again.toArray(String[]::new)).code());
      assertTrue(Program.here("info", store.toString()).out().contains("images   5"));
    }
  }

  /** A slip of the pen must not cost a folder of photographs. */
  @Test
  void overwriteReplacesNothingButStores() throws IOException {
    Path photos = Files.createDirectories(folder.resolve("photos/cat"));
    write(photos.resolve("a.png"), 8, 8);
    assertFails(
        1,
        List.of("photos", "not a store"),
        "import",
        "--data",
        "synthetic",
        "--count",
        "5",
        "--format",
        "png",
        "--out",
        folder.resolve("photos").toString(),
        "--overwrite");
    Files.createDirectories(folder.resolve("stores/train.png"));
    Files.writeString(folder.resolve("stores/train.png/notes"), "mine");
    assertFails(
        1,
        List.of("train.png", "not a store"),
        "compare",
        "--data",
        "synthetic",
        "--count",
        "50",
        "--stores",
        folder.resolve("stores").toString());
    // What looks like a store by its file names is not yet one of ours.
    Path lookalike = Files.createDirectories(folder.resolve("lookalike/images"));
    Files.writeString(folder.resolve("lookalike/labels.csv"), "a,b");
    assertFails(
        1,
        List.of("lookalike", "not a store"),
        "import",
        "--data",
        "synthetic",
        "--count",
        "5",
        "--format",
        "png",
        "--out",
        folder.resolve("lookalike").toString(),
        "--overwrite");
    assertTrue(Files.exists(lookalike));
    assertTrue(Files.exists(photos.resolve("a.png")));
    assertTrue(Files.exists(folder.resolve("stores/train.png/notes")));
  }

  @Test
  void trainingThatCannotWork() throws IOException {
    Path cats = Files.createDirectories(folder.resolve("images/cat"));
    write(cats.resolve("a.png"), 8, 8);
    String json = folder.resolve("r.json").toString();
    String stores = folder.resolve("st").toString();
    assertFails(
        2,
        List.of("cat", "at least 2 classes"),
        "compare",
        "--data",
        folder.resolve("images").toString(),
        "--json",
        json,
        "--stores",
        stores);
    assertFails(
        2,
        List.of("7", "8"),
        "compare",
        "--data",
        "synthetic",
        "--size",
        "7x9",
        "--json",
        json,
        "--stores",
        stores);
    assertFalse(Files.exists(Path.of(stores)), "nothing is written before it is known to work");
  }

  @Test
  void optionsThatDoNotApply() throws IOException {
    String store = store("lmdb").toString();
    assertFails(2, List.of("--limit", "--data"), "load", "--store", store, "--limit", "5");
    assertFails(2, List.of("--size", "--data"), "load", "--store", store, "--size", "8x8");
    assertFails(
        2, List.of("--hdf5-chunk", "--data"), "load", "--store", store, "--hdf5-chunk", "5");
    assertFails(
        2,
        List.of("--hdf5-layout", "--data"),
        "load",
        "--store",
        store,
        "--hdf5-layout",
        "deflate");
    assertFails(2, List.of("workers", "-1"), "load", "--store", store, "--workers", "2,-1");
    assertFails(2, List.of("processes", "0"), "load", "--store", store, "--processes", "0");
    assertFails(2, List.of("--blocks", "64x64"), "load", "--store", store, "--blocks", "all");
    assertFails(2, List.of("block is 0"), "load", "--store", store, "--blocks", "0x4");
    assertFails(2, List.of("--cold", "--peers"), "load", "--store", store, "--cold", "--peers");
  }

  @Test
  void targetInsideTheSource() throws IOException {
    Path cats = Files.createDirectories(folder.resolve("images/cat"));
    write(cats.resolve("a.png"), 8, 8);
    Path images = folder.resolve("images");
    assertFails(
        2,
        List.of("inside", "outside"),
        "import",
        "--data",
        images.toString(),
        "--format",
        "png",
        "--out",
        images.resolve("st").toString());
  }

  @Test
  void whatAKilledImportLeaves() throws IOException {
    for (String format : Formats.names()) {
      Path left = folder.resolve(".s.unfinished");
      Files.write(left, new byte[5_000]);
      assertFails(1, List.of(left.toString(), "unfinished"), "info", left.toString());
      Files.move(store(format), left, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertFails(1, List.of(left.toString(), "unfinished"), "load", "--store", left.toString());
      io.github.imagefeed.store.Trees.delete(left);
    }
  }

  @Test
  void noStore() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello", StandardCharsets.UTF_8);
    assertFails(1, List.of("notes.txt", "not a store", "png", "hdf5"), "info", text.toString());
    assertFails(1, List.of("nowhere", "no such store"), "info", "nowhere");
    assertFails(1, List.of("model.json", "train"), "predict", "--model", "nowhere", "a.png");
  }

  /** Untrained: what it says of images is of no interest here. */
  private Path model() throws IOException {
    Path model = folder.resolve("model");
    Path store = store("lmdb");
    try (ImageStore train = Formats.of(store).open(store);
        TrainingRun run = new TrainingRun(train, Optional.empty(), Recipe.of(1, 30, 1))) {
      run.save(model);
    }
    return model;
  }

  private static String[] evaluate(Path model, Path store, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", model.toString()));
    arguments.addAll(List.of("--store", store.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void modelsAndStoresThatDoNotFit() throws IOException {
    Path model = model();
    Path store = folder.resolve("store-lmdb");
    assertEquals(0, Program.here(evaluate(model, store)).code(), "but for what follows it works");
    Path nowhere = folder.resolve("nowhere");
    assertFails(1, List.of("nowhere", "model.json", "train"), evaluate(nowhere, store));
    assertFails(1, List.of("nowhere", "no such store"), evaluate(model, nowhere));
    assertFails(2, List.of("--batch", "0"), evaluate(model, store, "--batch", "0"));

    Path larger = folder.resolve("larger");
    assertEquals(0, Program.here(importOf(5, "hdf5", larger, "--size", "8x9")).code());
    assertFails(2, List.of("8x9x3", "8x8x3"), evaluate(model, larger));

    Path cats = Files.createDirectories(folder.resolve("pets/cat"));
    write(cats.resolve("a.png"), 8, 8);
    Path pets = folder.resolve("pets-store");
    String data = cats.getParent().toString();
    assertEquals(0, Program.here(importOf(5, "png", pets, "--data", data)).code());
    assertFails(2, List.of("classes are cat", "the model's 10"), evaluate(model, pets));

    Path parameters = model.resolve("model-0000.params");
    cut(parameters, Files.size(parameters) / 2);
    for (String[] command :
        List.of(
            evaluate(model, store),
            new String[] {"predict", "--model", model.toString(), "any.png"})) {
      assertFails(1, List.of("model-0000.params", "damaged"), command);
    }
  }

  @Test
  void evaluationFilesThatCannotBeWritten() throws IOException {
    Path model = model();
    Path store = folder.resolve("store-lmdb");
    String info = Program.here("info", store.toString()).out();
    Path notes = Files.writeString(folder.resolve("notes.csv"), "mine");
    Path table = folder.resolve("table.csv");
    for (String option : List.of("--predictions", "--confusion")) {
      assertFails(1, List.of(notes.toString()), evaluate(model, store, option, notes.toString()));
      assertFails(
          1,
          List.of(notes.toString()),
          evaluate(model, store, option, notes.resolve("p.csv").toString()));
      assertFails(1, List.of(store.toString()), evaluate(model, store, option, store.toString()));
    }
    assertFails(
        2,
        List.of("--predictions", "--confusion", "table.csv"),
        evaluate(
            model,
            store,
            "--predictions",
            table.toString(),
            "--confusion",
            folder.resolve("x/../table.csv").toString()));
    assertFails(
        1,
        List.of(notes.toString()),
        evaluate(model, store, "--predictions", table.toString(), "--confusion", notes.toString()));
    assertFalse(Files.exists(table), "nothing is left of an evaluation that fails");
    assertEquals("mine", Files.readString(notes));
    assertEquals(info, Program.here("info", store.toString()).out());
  }

  @Test
  void imagesForPredict() throws IOException {
    String model = model().toString();
    Path wide = folder.resolve("wide.png");
    write(wide, 20, 10);
    Path fitting = folder.resolve("fitting.png");
    write(fitting, 8, 8);
    Program.Run run =
        Program.here(
            "predict", "--model", model, "--top", "1", wide.toString(), fitting.toString());
    assertEquals(0, run.code(), run.toString());
    List<String> lines = run.out().lines().toList();
    assertEquals(4, lines.size(), run.out());
    assertEquals(wide + " (10x20, resized to 8x8)", lines.get(0));
    assertEquals(fitting.toString(), lines.get(2));
    assertFails(2, List.of("--top", "0"), "predict", "--model", model, "--top", "0", "a.png");
    assertFails(
        1, List.of("nowhere.png", "no such file"), "predict", "--model", model, "nowhere.png");
    Path text = Files.writeString(folder.resolve("text.png"), "no image");
    assertFails(1, List.of("text.png"), "predict", "--model", model, text.toString());
  }

  @Test
  void wrongUsage() {
    String out = folder.resolve("x").toString();
    assertFails(2, List.of("which command"));
    assertFails(2, List.of("frobnicate"), "frobnicate");
    assertFails(2, List.of("--data"), "import", "--format", "png", "--out", out);
    assertFails(
        2,
        List.of("tiff", "png", "lmdb", "hdf5"),
        "import",
        "--data",
        "synthetic",
        "--format",
        "tiff",
        "--out",
        out);
    assertFails(2, List.of("tiff"), "compare", "--data", "synthetic", "--formats", "png,tiff");
    assertFails(2, List.of("random", "SHUFFLED"), "compare", "--orders", "random");
    assertFails(2, List.of("limit", "0"), "compare", "--data", "synthetic", "--limit", "0");
    assertFails(2, List.of("batch", "0"), "compare", "--data", "synthetic", "--batch", "0");
    assertFails(2, List.of("repeat", "0"), "compare", "--data", "synthetic", "--repeat", "0");
    assertFails(2, List.of("epochs", "-1"), "compare", "--data", "synthetic", "--epochs", "-1");
    assertFails(2, List.of("many"), "compare", "--batch", "many");
    assertFails(2, List.of("32by32"), "compare", "--size", "32by32");
    assertFails(2, List.of("linear", "CHUNKED"), "compare", "--hdf5-layout", "linear");
    assertFails(
        2, List.of("chunk size is 0"), "compare", "--hdf5-layout=chunked", "--hdf5-chunk=0");
    assertFails(2, List.of("contiguous", "deflate"), "compare", "--hdf5-chunk", "9");
    assertFails(2, List.of("--store"), "load");
    assertFails(2, List.of("--store"), "load", "--store", "a", "--data", "b");
    assertFails(2, List.of("--format"), "train", "--data", "synthetic");
    assertFails(
        2,
        List.of("limit", "0"),
        "import",
        "--data",
        "synthetic",
        "--format",
        "png",
        "--out",
        out,
        "--limit",
        "0");
    assertFails(
        2,
        List.of("height", "4", "8"),
        "import",
        "--data",
        "synthetic",
        "--size",
        "4x4",
        "--format",
        "png",
        "--out",
        out);
    assertFalse(Files.exists(Path.of(out)));
  }

  @Test
  void verboseShowsTheStackTrace() {
    Program.Run run = Program.here("info", "nowhere", "--verbose");
    assertEquals(1, run.code());
    assertTrue(run.err().contains("\tat "), run.err());
  }

  private static String[] folded(Path store, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("import", "--data", "synthetic", "--count", "60", "--size", "8x8"));
    arguments.addAll(List.of("--format", "lmdb", "--out", store.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void foldsThatCannotBe() throws IOException {
    Path store = folder.resolve("out");
    assertFails(2, List.of("--folds is 1", "at least 2"), folded(store, "--folds", "1"));
    assertFails(2, List.of("--folds is 61", "2 to 60"), folded(store, "--folds", "61"));
    assertFails(
        2, List.of("--groups", "give --folds"), folded(store, "--groups", store.toString()));
    assertFails(2, List.of("--fold-seed", "give --folds"), folded(store, "--fold-seed", "3"));
    assertFalse(Files.exists(store));
  }

  @Test
  void groupsThatDoNotFit() throws IOException {
    Path store = folder.resolve("out");
    Path groups = folder.resolve("groups.csv");
    String[] arguments = folded(store, "--folds", "3", "--groups", groups.toString());
    assertFails(1, List.of("groups.csv", "no such file"), arguments);
    Files.writeString(groups, "group\n" + "a\nb\nc\n".repeat(19));
    assertFails(1, List.of("groups.csv", "line 58", "57 images", "60"), arguments);
    Files.writeString(groups, "group\n" + "a\nb\nc\n".repeat(21));
    assertFails(1, List.of("groups.csv", "line 62", "60 images"), arguments);
    Files.writeString(groups, "group\n" + "a\nb\n".repeat(30));
    assertFails(2, List.of("folds is 3", "2 to 2", "groups"), arguments);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(groups), files.toList(), "nothing may be left of a failed import");
    }
  }

  @Test
  void storesInFoldsDoNotGrow() throws IOException {
    Path store = folder.resolve("out");
    assertEquals(0, Program.here(folded(store, "--folds", "3")).code());
    assertFails(
        2, List.of("out", "laid out in 3 folds", "import it again"), folded(store, "--append"));
    assertFails(
        2, List.of("--append", "--folds", "together"), folded(store, "--append", "--folds", "3"));
  }
}
