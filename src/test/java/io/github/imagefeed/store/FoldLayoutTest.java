package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stores say of their folds. */
final class FoldLayoutTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(7, 5), 30);

  private static final FoldLayout FOLDS =
      new FoldLayout(Long.MIN_VALUE + 7, true, List.of(11, 10, 9));

  @TempDir Path folder;

  static Stream<StoreFormat> formats() {
    return Jhdf5.with(
        new PngFormat(),
        new LmdbFormat(),
        new LmdbFormat(7),
        new Hdf5Format(),
        new Hdf5Format(Hdf5Layout.DEFLATE, 4))
        .stream();
  }

  private Path written(StoreFormat format, Optional<FoldLayout> folds) throws IOException {
    Path path = folder.resolve("store");
    StoreSpec all = IMAGES.spec();
    StoreSpec spec = new StoreSpec(all.shape(), 30, all.classes(), all.source(), folds);
    try (StoreWriter writer = StoreWriter.create(format, path, spec, true)) {
      for (int i = 0; i < 30; i++) {
        writer.append(IMAGES.pixels(i), IMAGES.label(i));
      }
      assertEquals(folds, writer.finish().folds());
    }
    if (format.predictSize(spec).certainty() == StoreSize.Certainty.EXACT) {
      assertEquals(format.predictSize(spec).bytes(), Trees.bytes(path));
    }
    return path;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatKeepsThem(StoreFormat format) throws IOException {
    for (Optional<FoldLayout> folds :
        List.of(
            Optional.of(FOLDS),
            Optional.of(new FoldLayout(0, false, List.of(1, 29))),
            Optional.<FoldLayout>empty())) {
      Path path = written(format, folds);
      try (ImageStore store = format.open(path)) {
        assertEquals(folds, store.manifest().folds());
        assertEquals(IMAGES.digest(), store.manifest().digest());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void nothingIsAddedToThemOrRemoved(StoreFormat format) throws IOException {
    Path path = written(format, Optional.of(FOLDS));
    String append =
        assertThrows(
                IllegalArgumentException.class, () -> StoreAppender.open(format, path, 1).close())
            .getMessage();
    assertTrue(append.contains("laid out in 3 folds"), append);
    assertTrue(append.contains("import it again"), append);
    if (format instanceof ShrinkableFormat shrinkable) {
      String shrink =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> StoreShrinker.truncate(shrinkable, path, 29))
              .getMessage();
      assertEquals(append, shrink);
    }
    if (format instanceof CompactableFormat compactable) {
      StoreShrinker.compact(compactable, path);
    }
    try (ImageStore store = format.open(path)) {
      assertEquals(Optional.of(FOLDS), store.manifest().folds());
      assertEquals(30, store.size());
    }
  }

  /** Programs that know nothing of folds read what they always read. */
  @Test
  void jsonWithoutThemIsAsItWas() throws StoreException {
    String json = ManifestJson.write(IMAGES.spec().draft());
    assertFalse(json.contains("folds"), json);
    assertEquals(Optional.empty(), ManifestJson.read(json, "here").folds());
  }

  @Test
  void damagedOnesAreRefused() throws IOException {
    Path path = written(new PngFormat(), Optional.of(FOLDS));
    Path file = path.resolve("manifest.json");
    String json = Files.readString(file);
    refuses(path, json.replaceFirst("\\b11\\b", "12"), "the folds have 31 images, expected the 30");
    refuses(path, json.replaceFirst("\\b11\\b", "-1"), "size of fold 0 is -1");
    refuses(path, json.replaceFirst("\"grouped\": true,", ""), "a field is missing");
    refuses(path, json.replaceFirst("\\b11\\b", "null"), "a field is missing");
    refuses(path, json.replaceFirst("\\b11\\b", "[]"), "damaged manifest");
  }

  private static void refuses(Path store, String json, String words) throws IOException {
    Files.writeString(store.resolve("manifest.json"), ManifestJson.sealed(json.strip()) + "\n");
    String message =
        assertThrows(StoreException.class, () -> new PngFormat().open(store)).getMessage();
    assertTrue(message.contains(words) && message.contains("manifest.json"), message);
  }

  @Test
  void foldsMustBeThoseOfTheImages() {
    assertThrows(IllegalArgumentException.class, () -> new FoldLayout(1, false, List.of(30)));
    assertThrows(IllegalArgumentException.class, () -> new FoldLayout(1, false, List.of(30, 0)));
    StoreSpec all = IMAGES.spec();
    assertThrows(
        IllegalArgumentException.class,
        () -> new StoreSpec(all.shape(), 31, all.classes(), "one more", Optional.of(FOLDS)));
  }

  /** h5py sees three attributes, py-lmdb one more field of the manifest; the images are as ever. */
  @Test
  void pythonReadsThem() throws Exception {
    Python.assumeHas("h5py, lmdb", "python3-h5py and python3-lmdb");
    Path hdf5 = Files.move(written(new Hdf5Format(), Optional.of(FOLDS)), folder.resolve("a.h5"));
    Path lmdb = written(new LmdbFormat(), Optional.of(FOLDS));
    String script =
        """
        import h5py, json, lmdb, sys
        with h5py.File(sys.argv[1], "r") as f:
            a = f.attrs
            print(list(map(int, a["fold_sizes"])), int(a["fold_seed"]), int(a["fold_grouped"]))
            print(f["images"].shape, f["images"][11].tobytes().hex())
        with lmdb.open(sys.argv[2], readonly=True, lock=False) as env, env.begin() as txn:
            folds = json.loads(txn.get(b"manifest"))["folds"]
            print(folds["sizes"], folds["seed"], int(folds["grouped"]))
        """;
    String said = "[11, 10, 9] " + FOLDS.seed() + " 1";
    String pixels = HexFormat.of().formatHex(IMAGES.pixels(11));
    assertEquals(List.of(said, "(30, 3, 7, 5) " + pixels, said), Python.run(script, hdf5, lmdb));
  }
}
