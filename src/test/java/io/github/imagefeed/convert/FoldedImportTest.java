package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import io.github.imagefeed.store.hdf5.Hdf5Layout;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FoldedImportTest {

  private static final int TRAIN = 1_203;
  private static final int TEST = 60;
  private static final int ALL = TRAIN + TEST;
  private static final StoreFormat SPOOL = new LmdbFormat();

  @TempDir Path folder;

  static Stream<StoreFormat> formats() {
    return Stream.of(
        new PngFormat(),
        new LmdbFormat(),
        new LmdbFormat(7),
        new Hdf5Format(),
        new Hdf5Format(Hdf5Layout.DEFLATE));
  }

  private static ImageSource source() {
    return new SyntheticSource(8, 9, TRAIN, TEST, 1);
  }

  private static Selection all(ImageSource source) {
    return Selection.of(source, List.of(Split.TRAIN, Split.TEST), Integer.MAX_VALUE);
  }

  private StoreManifest write(FoldedImport by, StoreFormat format, Path target) throws IOException {
    try (ImageSource source = source()) {
      return by.run(source, all(source), format, target, false, steps -> {});
    }
  }

  private static int[] groups() {
    return IntStream.range(0, ALL).map(i -> i / 11).toArray();
  }

  private static int[] labels(ImageStore store) throws IOException {
    int[] labels = new int[store.size()];
    read(store, IntStream.range(0, store.size()).toArray(), labels);
    return labels;
  }

  private static byte[] read(ImageStore store, int[] indices, int[] labels) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocateDirect(indices.length * store.shape().bytes());
    store.read(indices, 0, indices.length, pixels, labels);
    byte[] bytes = new byte[pixels.capacity()];
    pixels.get(bytes);
    return bytes;
  }

  private static int[] indices(IndexOrder order) {
    int[] indices = new int[order.size()];
    order.copy(0, indices.length, indices);
    return indices;
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFoldIsOnePiece(StoreFormat format) throws IOException {
    Path ordinary = folder.resolve("ordinary");
    StoreManifest plain;
    try (ImageSource source = source()) {
      plain = Import.run(source, all(source), format, ordinary, false, done -> {});
    }
    int number = 0;
    for (Folding folding : List.of(Folding.stratified(5, 77), Folding.grouped(4, -3, groups()))) {
      for (long memory : new long[] {Long.MAX_VALUE, 0}) {
        Path target = folder.resolve("new").resolve("folds" + number++);
        StoreManifest manifest = write(new FoldedImport(folding, SPOOL, memory), format, target);
        assertEquals(plain.source(), manifest.source());
        assertEquals(plain.classes(), manifest.classes());
        try (ImageStore before = format.open(ordinary);
            ImageStore after = format.open(target)) {
          assertEquals(manifest, after.manifest());
          Verify.digest(after);
          assertSameFolds(folding.plan(labels(before)), before, after);
        }
        try (Stream<Path> files = Files.list(target.getParent())) {
          assertEquals(number, files.count(), "stores, and nothing else");
        }
      }
    }
  }

  private static void assertSameFolds(FoldPlan plan, ImageStore before, ImageStore after)
      throws IOException {
    FoldLayout layout = after.manifest().folds().orElseThrow();
    FoldPlan rewritten =
        FoldPlan.contiguous(layout.sizes().stream().mapToInt(size -> size).toArray());
    assertEquals(plan.folds(), rewritten.folds());
    assertEquals(ALL, rewritten.size());
    for (int fold = 0; fold < plan.folds(); fold++) {
      assertSame(before, plan.heldOut(fold), after, rewritten.heldOut(fold));
      assertSame(before, plan.training(fold), after, rewritten.training(fold));
    }
  }

  private static void assertSame(ImageStore a, IndexOrder inA, ImageStore b, IndexOrder inB)
      throws IOException {
    int[] labelsA = new int[inA.size()];
    int[] labelsB = new int[inB.size()];
    assertArrayEquals(read(a, indices(inA), labelsA), read(b, indices(inB), labelsB));
    assertArrayEquals(labelsA, labelsB);
  }

  @Test
  void saysHowTheFoldsWereMade() throws IOException {
    FoldLayout stratified =
        write(new FoldedImport(Folding.stratified(5, 77), SPOOL), SPOOL, folder.resolve("a"))
            .folds()
            .orElseThrow();
    assertEquals(new FoldLayout(77, false, List.of(253, 253, 253, 252, 252)), stratified);
    FoldLayout grouped =
        write(new FoldedImport(Folding.grouped(5, 8, groups()), SPOOL), SPOOL, folder.resolve("b"))
            .folds()
            .orElseThrow();
    assertTrue(grouped.grouped());
    assertEquals(8, grouped.seed());
  }

  @Test
  void countsTwoStepsAnImage() throws IOException {
    List<Integer> steps = new ArrayList<>();
    try (ImageSource source = source()) {
      new FoldedImport(Folding.stratified(3, 1), SPOOL)
          .run(source, all(source), SPOOL, folder.resolve("a"), false, steps::add);
    }
    assertEquals(IntStream.rangeClosed(1, 2 * ALL).boxed().toList(), steps);
  }

  /** Whether reading or writing fails, whether images are kept in memory or beside the target. */
  @ParameterizedTest
  @MethodSource("formats")
  void leavesNothingWhenItFails(StoreFormat format) throws IOException {
    for (long memory : new long[] {Long.MAX_VALUE, 0}) {
      FoldedImport folded = new FoldedImport(Folding.stratified(5, 1), SPOOL, memory);
      try (ImageSource source = failing()) {
        assertThrows(
            SourceException.class,
            () ->
                folded.run(
                    source, all(source), format, folder.resolve("store"), false, steps -> {}));
      }
      try (ImageSource source = source()) {
        assertThrows(
            IllegalStateException.class,
            () ->
                folded.run(
                    source,
                    all(source),
                    format,
                    folder.resolve("store"),
                    false,
                    steps -> {
                      if (steps == ALL + ALL / 2) {
                        throw new IllegalStateException("interrupted");
                      }
                    }));
      }
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(), files.toList());
      }
    }
  }

  /** Also while it only reads, which may take long. */
  @Test
  void hasTheTargetForItselfFromTheFirstImageOn() throws IOException {
    Path target = folder.resolve("store");
    FoldedImport folded = new FoldedImport(Folding.stratified(5, 1), SPOOL, 0);
    try (ImageSource source = source()) {
      folded.run(
          source,
          all(source),
          SPOOL,
          target,
          false,
          steps -> {
            if (steps == 1 || steps == ALL + 1) {
              IOException e =
                  assertThrows(
                      IOException.class,
                      () ->
                          write(new FoldedImport(Folding.stratified(5, 1), SPOOL), SPOOL, target));
              assertTrue(e.getMessage().contains("writing or changing it"), e.getMessage());
            }
          });
    }
    try (ImageStore store = SPOOL.open(target)) {
      Verify.digest(store);
    }
  }

  /** Sound up to its last image. */
  private static ImageSource failing() {
    ImageSource good = source();
    return new ImageSource() {
      @Override
      public String description() {
        return good.description();
      }

      @Override
      public ImageShape shape() {
        return good.shape();
      }

      @Override
      public ClassNames classes() {
        return good.classes();
      }

      @Override
      public int size(Split split) {
        return good.size(split);
      }

      @Override
      public int read(Split split, int index, byte[] pixels) throws IOException {
        if (split == Split.TEST && index == TEST - 1) {
          throw new SourceException("the last image is damaged");
        }
        return good.read(split, index, pixels);
      }

      @Override
      public void close() throws IOException {
        good.close();
      }
    };
  }

  @Test
  void refusesBeforeItReads() throws IOException {
    Path target = folder.resolve("a");
    refuses(Folding.stratified(1, 1), "folds is 1, expected 2 to " + ALL);
    refuses(Folding.stratified(ALL + 1, 1), "folds is " + (ALL + 1));
    refuses(Folding.grouped(3, 1, new int[ALL]), "expected 2 to 1, the number of groups");
    refuses(Folding.grouped(2, 1, new int[] {0, 1}), "groups are given for 2 images");
    Files.createFile(target);
    try (ImageSource source = source()) {
      assertThrows(
          FileAlreadyExistsException.class,
          () ->
              new FoldedImport(Folding.stratified(2, 1), SPOOL)
                  .run(source, all(source), SPOOL, target, false, FoldedImportTest::fail));
    }
  }

  private static void fail(int steps) {
    throw new AssertionError("an image was read");
  }

  private void refuses(Folding folding, String words) throws IOException {
    try (ImageSource source = source()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      new FoldedImport(folding, SPOOL)
                          .run(
                              source,
                              all(source),
                              SPOOL,
                              folder.resolve("a"),
                              false,
                              FoldedImportTest::fail))
              .getMessage();
      assertTrue(message.contains(words), message);
    }
  }
}
