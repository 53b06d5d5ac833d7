package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.export.ExportTarget;
import io.github.imagefeed.export.ExportTargets;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, from stores of each format to files and back in. */
final class ExportCommandTest {

  @TempDir Path folder;

  @BeforeEach
  void importImages() {
    for (String format : List.of("png", "lmdb", "hdf5")) {
      for (String split : List.of("train", "test")) {
        done(
            "import",
            "--data",
            "synthetic",
            "--count",
            "200",
            "--format",
            format,
            "--split",
            split,
            "--out",
            at(split + "." + format));
      }
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Program.Run done(String... arguments) {
    Program.Run run = Program.here(arguments);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  private static void refused(int code, String words, String... arguments) {
    Program.Run run = Program.here(arguments);
    assertEquals(code, run.code(), run.toString());
    assertTrue(run.err().contains(words), run.toString());
    assertEquals(1, run.err().lines().count(), run.err());
  }

  /** Drawn shapes have sorted class names, all of them used: so nothing is lost on the way. */
  @Test
  void comesBackAsTheSameImages() {
    for (String format : List.of("png", "lmdb", "hdf5")) {
      String train = at("train." + format);
      String test = at("test." + format);
      String out = at("cifar-" + format);
      done("export", train, "--test", test, "--to", "cifar-binary", "--out", out)
          .requireText("200, and 40 to test on", "import --data " + out);
      done("verify", train, "--against", out);
      done("verify", test, "--against", out, "--split", "test");
      String first = at("0." + format);
      done("export", train, "--test", test, "--to", "imagefolder", "--out", first);
      done("import", "--data", first, "--format", "lmdb", "--out", first + ".back");
      done("import", "--data", first, "--split", "test", "--format", "lmdb", "--out", first + ".t");
      done("info", first + ".back").requireText("images 200");
      done("info", first + ".t").requireText("images 40");
    }
  }

  @Test
  void everyTargetIsExplainedAndWritten() throws Exception {
    String help = Program.here("export", "--help").out();
    for (ExportTarget target : ExportTargets.all(Optional.empty())) {
      assertTrue(help.contains("  " + target.name() + " "), help);
      Path out = folder.resolve(target.name());
      String[] command = {
        "export", at("train.lmdb"), "--to", target.name(), "--out", out.toString()
      };
      done(command).requireText("images 200", target.description());
      assertTrue(Trees.bytes(out) > 0);
      refused(1, "--overwrite", command);
    }
    done("export", at("train.lmdb"), "--to", "npz", "--out", at("npz"), "--overwrite");
  }

  @Test
  void refusesInOneLine() throws Exception {
    String store = at("train.png");
    refused(2, "imagefolder, npz", "export", store, "--to", "zip", "--out", at("x"));
    refused(
        2,
        "no folder 'train'",
        "export",
        store,
        "--to",
        "npz",
        "--split",
        "train",
        "--out",
        at("x"));
    refused(1, "no such store", "export", at("none"), "--to", "npz", "--out", at("x"));
    refused(2, "inside the store", "export", store, "--to", "npz", "--out", store + "/images/x");
    refused(
        1, "not replaced", "export", store, "--to", "npz", "--out", at("test.png"), "--overwrite");
    refused(2, "inside", "export", store, "--to", "imagefolder", "--out", store, "--overwrite");
    refused(
        1,
        "not replaced",
        "export",
        at("train.hdf5"),
        "--to",
        "npz",
        "--out",
        at("train.hdf5"),
        "--overwrite");
    done(
        "import",
        "--data",
        "synthetic",
        "--count",
        "9",
        "--size",
        "8x8",
        "--format",
        "hdf5",
        "--out",
        at("8.h5"));
    refused(
        2, "CIFAR's are 32x32x3", "export", at("8.h5"), "--to", "cifar-binary", "--out", at("x"));
    refused(2, "one size", "export", store, "--test", at("8.h5"), "--to", "npz", "--out", at("x"));
    assertFalse(Files.exists(folder.resolve("x")));
  }

  @Test
  void findsThePlaceInsideTheStoreThroughALink() throws Exception {
    Path store = folder.resolve("train.png");
    Files.createSymbolicLink(folder.resolve("link"), store);
    refused(
        2, "inside the store", "export", store.toString(), "--to", "npz", "--out", at("link/x"));
    refused(
        2, "inside the store", "export", at("link"), "--to", "npz", "--out", at("link/images/x"));
    assertFalse(Files.exists(store.resolve("x")));
  }

  @Test
  void saysThatClassFoldersAreNumberedOtherwise() throws Exception {
    for (String first : List.of("bee", "aardvark")) {
      Path store = folder.resolve(first + ".h5");
      new TestImages(ImageShape.rgb(4, 4), 20, ClassNames.of(first, "ant", "cat"), 7)
          .write(new Hdf5Format(), store);
      Program.Run run = done("export", store.toString(), "--to", "imagefolder", "--out", at(first));
      assertEquals(
          first.equals("bee"),
          run.err().contains("imagefeed: class 'ant' is label 1 in the store and number 0"),
          run.err());
    }
  }
}
