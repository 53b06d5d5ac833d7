package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read what other programs wrote: here the files of the Python tutorial. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ForeignStoresTest {

  @TempDir static Path folder;
  private String ours;
  private String hdf5;
  private String lmdb;
  private String classes;

  @BeforeAll
  void writeForeignFiles() throws IOException {
    ours = folder.resolve("ours.lmdb").toString();
    done("import", "--data=synthetic", "--count=400", "--format=lmdb", "--out=" + ours);
    Path tutorial = folder.resolve("tutorial");
    done("export", ours, "--to=tutorial", "--out=" + tutorial);
    hdf5 = tutorial.resolve("hdf5/400_many.h5").toString();
    lmdb = tutorial.resolve("lmdb/400_lmdb").toString();
    Path names = folder.resolve("classes.txt");
    try (ImageStore store = Formats.open(Path.of(ours))) {
      Files.write(names, store.classes().names());
    }
    classes = "--classes=" + names;
  }

  private static Program.Run done(String... command) {
    Program.Run run = Program.here(command);
    assertEquals(0, run.code(), run.toString());
    return run;
  }

  private static void refused(int code, String words, String... command) {
    Program.Run run = Program.here(command);
    assertEquals(code, run.code(), run.toString());
    assertTrue(run.err().contains(words), run.toString());
    assertFalse(run.err().contains("\tat "), run.err());
  }

  private static String digest(String store) throws IOException {
    try (ImageStore open = Formats.open(Path.of(store))) {
      return open.manifest().digest();
    }
  }

  @Test
  void areShown() {
    done("info", hdf5).requireText("hdf5-foreign", "400", "32x32x3 HWC", "10: 0, 1", "none");
    done("info", lmdb).requireText("lmdb-foreign", "400", "32x32x3", "none");
    done("info", hdf5, classes).requireText("10: disc, ring");
    done("info", hdf5, "--images=/images", "--labels=meta").requireText("400");
    done("formats").requireText("hdf5-foreign", "lmdb-foreign", "rocksdb");
  }

  @Test
  void becomeTheStoresThatTheyWereMadeFrom() throws IOException {
    for (String from : List.of(hdf5, lmdb)) {
      for (String format : Formats.names()) {
        String store = folder.resolve(Path.of(from).getFileName() + "." + format).toString();
        done("import", "--data=" + from, classes, "--format=" + format, "--out=" + store);
        assertEquals(digest(ours), digest(store), store);
        done("verify", store, "--against=" + from, classes);
      }
    }
  }

  @Test
  void areLoadedBesideStoresOfOursIfTheyHoldTheSame() {
    String json = "--json=" + folder.resolve("load.json");
    Program.Run run = done("load", "--store", hdf5, lmdb, ours, "--repeat=1", json);
    run.requireText("hdf5-foreign", "lmdb-foreign", "lmdb sequential");
    done("load", "--store", lmdb, "--repeat=1", "--processes=2", "--values=pickle", json);
    done("load", "--store", ours, lmdb, "--repeat=1", "--values=pickle", json);
    refused(2, "is a store of imagefeed", "load", "--store", ours, "--values=pickle", json);
  }

  @Test
  void aTrainingGoesOn() throws Exception {
    String name = "--name=foreign";
    List<String> train =
        new ArrayList<>(
            List.of(
                "train",
                "--store=" + hdf5,
                "--test=" + hdf5,
                "--epochs=1",
                "--batch=100",
                "--json=" + folder.resolve("train.json"),
                "--images=/images",
                name));
    Program program = new Program(folder);
    Program.Run run = program.end(program.start(train.toArray(String[]::new)));
    assertEquals(0, run.code(), run.toString());
    assertTrue(run.err().contains("train --resume foreign --images=/images"), run.err());
    Path model = folder.resolve("models/foreign");
    run =
        program.end(
            program.start("evaluate", "--model=" + model, "--store=" + hdf5, "--images=/images"));
    assertEquals(0, run.code(), run.toString());
  }

  @Test
  void whatTheyDoNotHaveIsSaid() {
    String out = "--out=" + folder.resolve("x.h5");
    refused(1, "can be read but not changed or checked", "verify", hdf5);
    refused(1, "can be read but not changed or checked", "repair", lmdb, "--from=" + ours);
    refused(2, "keeps no checksums", "load", "--store", hdf5, "--check");
    refused(2, "is a store of imagefeed", "info", ours, "--values=pickle");
    refused(1, "/nothing", "import", "--data=" + hdf5, "--images=/nothing", "--format=hdf5", out);
    refused(2, "shape", "import", "--data=" + lmdb, "--values=raw", "--format=hdf5", out);
    refused(2, "fine or coarse", "import", "--data=synthetic", "--labels=x", "--format=hdf5", out);
    refused(2, "--layout=HWC", "import", "--data=synthetic", "--layout=hwc", "--format=hdf5", out);
    refused(2, "keep their size", "import", "--data=" + lmdb, "--size=8x8", "--format=hdf5", out);
    refused(2, "has no use for", "info", hdf5, "--values=pickle");
    refused(2, "has no use for", "info", lmdb, "--images=/images");
    refused(2, "labels are a dataset", "info", hdf5, "--labels=some.csv");
    assertFalse(Files.exists(folder.resolve("x.h5")));
    String[] over = {"import", "--data=" + ours, "--format=hdf5", "--out=" + hdf5, "--overwrite"};
    refused(1, "not a store of imagefeed, or not a whole one, so it is not replaced", over);
  }

  @Test
  void namesOfClassesAreNotShifted() throws IOException {
    Path names = Files.writeString(folder.resolve("gap.txt"), "cat\n\ndog\n\n");
    refused(2, "--classes " + names, "info", hdf5, "--classes=" + names);
    Files.write(names, new byte[] {(byte) 0xff, 10});
    refused(2, "not a text in UTF-8", "info", hdf5, "--classes=" + names);
  }

  @Test
  void allStandsAlone() {
    refused(2, "all stands alone", "compare", "--data=synthetic", "--formats=all,rocksbd");
  }

  @Test
  void aFormatThatIsNotThereIsNamedWithTheReason() {
    String[] command = {
      "import",
      "--data=synthetic",
      "--count=50",
      "--format=hdf5-jhdf5",
      "--out=" + folder.resolve("y.h5")
    };
    if (Formats.names().contains("hdf5-jhdf5")) {
      done(command);
    } else {
      refused(2, "hdf5-jhdf5 is not in this build: its library is not on Maven Central", command);
    }
  }
}
