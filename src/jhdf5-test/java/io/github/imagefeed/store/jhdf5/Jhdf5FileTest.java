package io.github.imagefeed.store.jhdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Verify;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Python;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file itself: who recognises it, what h5py sees, and what is refused. */
final class Jhdf5FileTest {

  private static final StoreFormat FORMAT = new Jhdf5Format();
  private static final StoreFormat HDF5 = new Hdf5Format();
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(7, 5), 50);

  /** Prints what is alike in the files of both formats. */
  private static final String SCRIPT =
      """
      import sys, h5py
      with h5py.File(sys.argv[1], "r") as f:
          for name in ("images", "labels", "checksums"):
              d = f[name]
              print(name, d.shape, d.dtype.str, d.chunks, d.compression, d[:].tobytes().hex())
          for name in ("program", "layout", "source", "digest", "manifest_crc32c"):
              print(name, f.attrs[name].decode())
          print(int(f.attrs["format_version"]))
          names = f["classes"][:] if "classes" in f else f.attrs["classes"]
          print("|".join(n.decode() for n in names))
          if "fold_sizes" in f.attrs:
              print(list(f.attrs["fold_sizes"]), f.attrs["fold_seed"], f.attrs["fold_grouped"])
      """;

  @TempDir Path folder;

  @BeforeAll
  static void requireJhdf5() {
    Usable.require();
  }

  private Path written(StoreFormat format, StoreSpec spec) throws IOException {
    Path path = folder.resolve(format.name());
    TestImages images = new TestImages(spec.shape(), spec.count(), spec.classes(), 4);
    try (StoreWriter writer = StoreWriter.create(format, path, spec, true)) {
      for (int i = 0; i < spec.count(); i++) {
        writer.append(images.pixels(i), images.label(i));
      }
      writer.finish();
    }
    return path;
  }

  private static List<StoreSpec> specs(Layout layout) {
    ImageShape shape = new ImageShape(6, 5, 3, layout);
    ClassNames many =
        new ClassNames(IntStream.range(0, 3_000).mapToObj(i -> "猫".repeat(9) + i).toList());
    Optional<FoldLayout> folds = Optional.of(new FoldLayout(-5, true, List.of(11, 10, 9)));
    return List.of(
        new StoreSpec(shape, 30, TestImages.CLASSES, "Bilder für später", folds),
        new StoreSpec(shape, 300, many, "many classes"),
        new StoreSpec(shape, 1, ClassNames.of("a"), "x".repeat(60_000)));
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void h5pySeesTheSameInBothFormats(Layout layout) throws Exception {
    Python.assumeHas("h5py", "python3-h5py");
    for (StoreSpec spec : specs(layout)) {
      List<String> lines = Python.run(SCRIPT, written(FORMAT, spec));
      assertEquals(Python.run(SCRIPT, written(HDF5, spec)), lines);
      assertTrue(lines.contains("layout " + layout), lines.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void isRecognisedWhateverIsInIt(Layout layout) throws IOException {
    for (StoreSpec spec : specs(layout)) {
      Path path = written(FORMAT, spec);
      assertEquals(FORMAT.name(), Formats.of(path).name());
      assertEquals(List.of(), Verify.store(FORMAT, path, done -> {}));
      StoreManifest manifest = FORMAT.manifest(path);
      assertEquals(spec, StoreSpec.of(manifest));
      assertEquals(manifest, HDF5.manifest(path), "hdf5 reads it, too");
      assertEquals(HDF5.name(), Formats.of(written(HDF5, spec)).name());
      assertFalse(FORMAT.recognises(folder.resolve(HDF5.name())));
    }
  }

  /** Why the order matters in which formats are asked. */
  @Test
  void hdf5TakesItForDamagedWhereEachByteCounts() throws IOException {
    Path path = written(FORMAT, IMAGES.spec());
    assertTrue(HDF5.recognises(path));
    assertThrows(StoreException.class, () -> HDF5.openStrictly(path));
    FORMAT.openStrictly(path).close();
  }

  @Test
  void filesOfH5pyAreOfNobodyHere() throws Exception {
    Python.assumeHas("h5py", "python3-h5py");
    String script =
        """
        import sys, h5py, numpy
        for bound in ("earliest", "v108", "v110"):
            with h5py.File(sys.argv[1] + "/" + bound, "w", libver=(bound, "latest")) as f:
                f["images"] = numpy.zeros((9, 3, 4, 4), "u1")
                f["labels"] = numpy.zeros(9, "i4")
        """;
    Python.run(script, folder);
    for (String bound : List.of("earliest", "v108", "v110")) {
      Path path = folder.resolve(bound);
      assertFalse(FORMAT.recognises(path), bound);
      StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(path));
      assertTrue(e.getMessage().contains("another program"), e.getMessage());
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text.h5"), "no HDF5");
    assertFalse(FORMAT.recognises(text));
    assertThrows(StoreException.class, () -> FORMAT.open(text));
    assertThrows(StoreException.class, () -> FORMAT.open(folder));
    assertFalse(FORMAT.recognises(folder.resolve("none")));
    Path path = written(FORMAT, IMAGES.spec());
    byte[] whole = Files.readAllBytes(path);
    for (int length : new int[] {0, 8, 47, 48, 700, whole.length / 2, whole.length - 1}) {
      Files.write(path, Arrays.copyOf(whole, length));
      StoreException e = assertThrows(StoreException.class, () -> FORMAT.open(path));
      assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    }
    Files.write(path, Arrays.copyOf(whole, whole.length + 1));
    assertThrows(StoreException.class, () -> FORMAT.openStrictly(path));
  }

  @Test
  void whatHdf5CannotKeepIsRefusedBeforeAnythingIsWritten() {
    for (StoreSpec spec :
        List.of(
            new StoreSpec(IMAGES.shape(), 1, ClassNames.of("a\0b"), "source"),
            new StoreSpec(IMAGES.shape(), 1, ClassNames.of("a"), "so\0urce"),
            new StoreSpec(IMAGES.shape(), 1, ClassNames.of("a"), "s".repeat(70_000)))) {
      Path path = folder.resolve("refused");
      assertThrows(IllegalArgumentException.class, () -> FORMAT.create(path, spec));
      assertThrows(IllegalArgumentException.class, () -> FORMAT.predictSize(spec));
      assertFalse(Files.exists(path));
    }
  }

  @Test
  void isInTheCatalogBehindTheOtherOne() throws IOException {
    List<String> names = Formats.names();
    assertEquals(names.indexOf("hdf5") + 1, names.indexOf("hdf5-jhdf5"), names.toString());
    Path path = written(Formats.named("hdf5-jhdf5", FormatOptions.DEFAULT), IMAGES.spec());
    try (ImageStore store = Formats.open(path)) {
      assertTrue(store.layout().orElseThrow().contains("JHDF5"));
    }
    assertEquals(FORMAT.name(), Formats.of(path).like(path).name());
  }
}
