package io.github.imagefeed.order;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoldPlanTest {

  private static int[] indices(IndexOrder order) {
    int[] indices = new int[order.size()];
    order.copy(0, indices.length, indices);
    for (int p = 0; p < indices.length; p++) {
      assertEquals(indices[p], order.at(p));
    }
    return indices;
  }

  private static int[] foldOf(FoldPlan plan) {
    return IntStream.range(0, plan.size()).map(plan::foldOf).toArray();
  }

  private static int[] sizes(FoldPlan plan) {
    return IntStream.range(0, plan.folds()).map(f -> plan.heldOut(f).size()).toArray();
  }

  private static int[] labels(Random random, int images, int classes) {
    // The square makes some classes rare.
    return random.doubles(images).mapToInt(d -> (int) (d * d * classes)).toArray();
  }

  private static void assertPartition(FoldPlan plan, int images) {
    assertEquals(images, plan.size());
    int[] seen = new int[images];
    for (int f = 0; f < plan.folds(); f++) {
      int fold = f;
      int[] held = indices(plan.heldOut(fold));
      int[] training = indices(plan.training(fold));
      assertTrue(held.length > 0, "fold " + fold + " is empty");
      assertEquals(images, held.length + training.length);
      for (int i = 0; i < held.length; i++) {
        assertTrue(i == 0 || held[i - 1] < held[i], "ascending");
        assertEquals(fold, plan.foldOf(held[i]));
        seen[held[i]]++;
      }
      int[] expected =
          IntStream.range(0, plan.folds())
              .filter(other -> other != fold)
              .flatMap(other -> Arrays.stream(indices(plan.heldOut(other))))
              .toArray();
      assertArrayEquals(expected, training, "all others, fold by fold");
    }
    assertTrue(Arrays.stream(seen).allMatch(times -> times == 1), "each image held out once");
  }

  private static int spread(int[] counts) {
    return Arrays.stream(counts).max().orElseThrow() - Arrays.stream(counts).min().orElseThrow();
  }

  private static int[] countsOf(FoldPlan plan, int[] labels, int label) {
    int[] counts = new int[plan.folds()];
    for (int i = 0; i < labels.length; i++) {
      counts[plan.foldOf(i)] += labels[i] == label ? 1 : 0;
    }
    return counts;
  }

  @Test
  void stratifiedFoldsAreEvenInAllAndInEachClass() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      int images = 2 + random.nextInt(200);
      int folds = 2 + random.nextInt(Math.min(images, 20) - 1);
      int classes = 1 + random.nextInt(12);
      int[] labels = labels(random, images, classes);
      FoldPlan plan = FoldPlan.stratified(labels, folds, round);
      assertEquals(folds, plan.folds());
      assertPartition(plan, images);
      assertTrue(spread(sizes(plan)) <= 1, Arrays.toString(sizes(plan)));
      for (int label = 0; label < classes; label++) {
        int[] counts = countsOf(plan, labels, label);
        assertTrue(spread(counts) <= 1, "class " + label + ": " + Arrays.toString(counts));
      }
    }
  }

  @Test
  void everyImageMayBeAFoldOfItsOwn() {
    int[] labels = labels(new Random(2), 31, 4);
    assertArrayEquals(
        IntStream.range(0, 31).map(i -> 1).toArray(), sizes(FoldPlan.stratified(labels, 31, 5)));
  }

  @Test
  void anotherSeedGivesOtherFolds() {
    int[] labels = labels(new Random(3), 1_000, 10);
    int[] groups = new Random(4).ints(1_000, 0, 200).toArray();
    int[] one = foldOf(FoldPlan.stratified(labels, 5, 1));
    assertArrayEquals(one, foldOf(FoldPlan.stratified(labels.clone(), 5, 1)));
    int same = 0;
    int[] two = foldOf(FoldPlan.stratified(labels, 5, 2));
    for (int i = 0; i < one.length; i++) {
      same += one[i] == two[i] ? 1 : 0;
    }
    assertTrue(same > 120 && same < 280, "by chance one in five is in the same fold: " + same);
    assertFalse(
        Arrays.equals(
            foldOf(FoldPlan.grouped(labels, groups, 5, 1)),
            foldOf(FoldPlan.grouped(labels, groups, 5, 2))));
  }

  /** Which images of a class are together is random, and not only in which fold they are. */
  @Test
  void imagesOfAClassAreMixed() {
    int together = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      FoldPlan plan = FoldPlan.stratified(new int[4], 2, seed);
      together += plan.foldOf(0) == plan.foldOf(1) ? 1 : 0;
    }
    assertTrue(together > 560 && together < 780, "expected a third of 2,000: " + together);
  }

  /** Plans are part of what a result depends on: they must not change with a new version. */
  @Test
  void plansStayTheSame() {
    int[] labels = {0, 1, 2, 0, 1, 2, 0, 0, 1, 2, 0, 1};
    int[] groups = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5};
    assertArrayEquals(STRATIFIED, foldOf(FoldPlan.stratified(labels, 3, 42)));
    assertArrayEquals(GROUPED, foldOf(FoldPlan.grouped(labels, groups, 3, 42)));
  }

  private static final int[] STRATIFIED = {0, 1, 2, 0, 2, 1, 1, 2, 0, 0, 1, 2};
  private static final int[] GROUPED = {1, 1, 2, 2, 1, 1, 0, 0, 0, 0, 2, 2};

  @Test
  void namesOfLabelsAndGroupsDoNotMatter() {
    Random random = new Random(6);
    int[] labels = labels(random, 500, 7);
    int[] groups = random.ints(500, 0, 60).toArray();
    int[] otherLabels = Arrays.stream(labels).map(l -> Integer.MAX_VALUE - 70 + l * 10).toArray();
    int[] otherGroups = Arrays.stream(groups).map(g -> g * 1_000_003).toArray();
    assertArrayEquals(
        foldOf(FoldPlan.stratified(labels, 4, 9)), foldOf(FoldPlan.stratified(otherLabels, 4, 9)));
    assertArrayEquals(
        foldOf(FoldPlan.grouped(labels, groups, 4, 9)),
        foldOf(FoldPlan.grouped(otherLabels, otherGroups, 4, 9)));
  }

  @Test
  void groupsAreNeverSplitAndNoFoldIsEmpty() {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      int images = 2 + random.nextInt(300);
      int[] labels = labels(random, images, 1 + random.nextInt(8));
      int[] groups = labels(random, images, 2 + random.nextInt(40));
      groups[0] = 98;
      groups[1] = 99;
      int different = (int) Arrays.stream(groups).distinct().count();
      int folds = 2 + random.nextInt(different - 1);
      FoldPlan plan = FoldPlan.grouped(labels, groups, folds, round);
      assertPartition(plan, images);
      int[] foldOfGroup = new int[100];
      Arrays.fill(foldOfGroup, -1);
      for (int i = 0; i < images; i++) {
        int known = foldOfGroup[groups[i]];
        assertTrue(known < 0 || known == plan.foldOf(i), "group " + groups[i] + " is split");
        foldOfGroup[groups[i]] = plan.foldOf(i);
      }
    }
  }

  /** Where groups are small and mixed, hardly less even than single images could be dealt. */
  @Test
  void groupedFoldsAreNearlyEven() {
    Random random = new Random(8);
    int[] labels = random.ints(5_000, 0, 10).toArray();
    int[] groups = random.ints(5_000, 0, 700).toArray();
    FoldPlan plan = FoldPlan.grouped(labels, groups, 5, 3);
    assertTrue(spread(sizes(plan)) <= 20, Arrays.toString(sizes(plan)));
    for (int label = 0; label < 10; label++) {
      int[] counts = countsOf(plan, labels, label);
      assertTrue(spread(counts) <= 10, "class " + label + ": " + Arrays.toString(counts));
    }
  }

  /** One group an image and one class: the method has nothing to give way to. */
  @Test
  void groupsOfOneAreDealtEvenly() {
    int[] groups = IntStream.range(0, 103).toArray();
    assertEquals(1, spread(sizes(FoldPlan.grouped(new int[103], groups, 10, 1))));
  }

  /** Otherwise the large group would meet folds that are full already. */
  @Test
  void largeGroupsGoFirst() {
    int[] labels = {0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
    int[] groups = {0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7};
    for (int seed = 0; seed < 20; seed++) {
      int[] sizes = sizes(FoldPlan.grouped(labels, groups, 2, seed));
      assertArrayEquals(new int[] {6, 6}, sizes);
    }
  }

  /** The formulas of {@code StratifiedGroupKFold} as they stand there, where no seed matters. */
  @Test
  void groupsGoWhereScikitLearnPutsThem() {
    Random random = new Random(11);
    int compared = 0;
    for (int round = 0; round < 400; round++) {
      int classes = 2 + random.nextInt(4);
      int folds = 2 + random.nextInt(3);
      int[] groups = labels(random, 150, 9);
      int[] labels = labels(random, 150, classes);
      double[][] counts = new double[9][classes];
      for (int i = 0; i < 150; i++) {
        counts[groups[i]][labels[i]]++;
      }
      int[] order =
          IntStream.range(0, 9)
              .boxed()
              .sorted(Comparator.comparingDouble(g -> -deviation(counts[g])))
              .mapToInt(g -> g)
              .toArray();
      // Rounded to floats, as equal ones may differ by rounding.
      long spreads = Arrays.stream(counts).map(c -> (float) deviation(c)).distinct().count();
      long filled = Arrays.stream(counts).filter(c -> Arrays.stream(c).sum() > 0).count();
      if (spreads < 9 || filled < 9) {
        continue;
      }
      int[] expected = literally(counts, order, folds);
      FoldPlan plan = FoldPlan.grouped(labels, groups, folds, round);
      for (int i = 0; i < 150; i++) {
        assertEquals(expected[groups[i]], plan.foldOf(i), "group " + groups[i]);
      }
      compared++;
    }
    assertTrue(compared > 100, "compared " + compared);
  }

  private static int[] literally(double[][] counts, int[] order, int folds) {
    int classes = counts[0].length;
    double[][] inFold = new double[folds][classes];
    int[] chosen = new int[counts.length];
    for (int group : order) {
      int best = -1;
      double leastEval = Double.POSITIVE_INFINITY;
      double leastSize = Double.POSITIVE_INFINITY;
      for (int fold = 0; fold < folds; fold++) {
        double eval = 0;
        for (int c = 0; c < classes; c++) {
          int label = c;
          double all = Arrays.stream(counts).mapToDouble(g -> g[label]).sum();
          double[] shares = new double[folds];
          for (int f = 0; f < folds; f++) {
            shares[f] = (inFold[f][c] + (f == fold ? counts[group][c] : 0)) / all;
          }
          eval += deviation(shares) / classes;
        }
        double size = Arrays.stream(inFold[fold]).sum();
        boolean close = best >= 0 && Math.abs(eval - leastEval) <= 1e-9;
        if (close ? size < leastSize : eval < leastEval) {
          best = fold;
          leastEval = eval;
          leastSize = size;
        }
      }
      chosen[group] = best;
      for (int c = 0; c < classes; c++) {
        inFold[best][c] += counts[group][c];
      }
    }
    return chosen;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @Test
  void aStoreInFoldOrderHasTheSameSequence() {
    Random random = new Random(10);
    for (int round = 0; round < 50; round++) {
      int images = 10 + random.nextInt(200);
      FoldPlan plan = FoldPlan.stratified(labels(random, images, 5), 2 + round % 8, round);
      FoldPlan rewritten = FoldPlan.contiguous(sizes(plan));
      assertPartition(rewritten, images);
      int[] written =
          IntStream.range(0, plan.folds())
              .flatMap(fold -> Arrays.stream(indices(plan.heldOut(fold))))
              .toArray();
      for (int fold = 0; fold < plan.folds(); fold++) {
        assertArrayEquals(indices(plan.training(fold)), through(written, rewritten.training(fold)));
        assertArrayEquals(indices(plan.heldOut(fold)), through(written, rewritten.heldOut(fold)));
      }
    }
  }

  private static int[] through(int[] written, IndexOrder order) {
    return Arrays.stream(indices(order)).map(place -> written[place]).toArray();
  }

  @Test
  void contiguousFoldsNeedNoTable() {
    FoldPlan plan = FoldPlan.contiguous(new int[] {1 << 30, (1 << 30) - 2, 1});
    assertEquals(Integer.MAX_VALUE, plan.size());
    assertEquals(0, plan.foldOf((1 << 30) - 1));
    assertEquals(1, plan.foldOf(1 << 30));
    assertEquals(2, plan.foldOf(Integer.MAX_VALUE - 1));
    assertEquals(Integer.MAX_VALUE - 1, plan.training(0).at((1 << 30) - 2));
    assertEquals(1 << 30, plan.training(0).at(0));
  }

  @Test
  void tellsTheSmallestClass() {
    assertEquals(2, FoldPlan.smallestClass(new int[] {5, 5, 0, 0, 0, 7, 7, 7}));
    assertEquals(1, FoldPlan.smallestClass(new int[] {5, 5, 0}));
    assertEquals(3, FoldPlan.smallestClass(new int[] {5, 5, 5}));
  }

  @Test
  void saysWhatIsWrong() {
    int[] four = {0, 1, 0, 1};
    refuses("folds is 1, expected 2 to 4", () -> FoldPlan.stratified(four, 1, 0));
    refuses("folds is 5, expected 2 to 4", () -> FoldPlan.stratified(four, 5, 0));
    refuses("folds is 2, expected 2 to 1", () -> FoldPlan.stratified(new int[1], 2, 0));
    refuses("label of image 2 is -3", () -> FoldPlan.stratified(new int[] {0, 0, -3}, 2, 0));
    refuses(
        "folds is 3, expected 2 to 2, the number of groups",
        () -> FoldPlan.grouped(four, new int[] {8, 8, 8, 9}, 3, 0));
    refuses("group of image 0 is -1", () -> FoldPlan.grouped(four, new int[] {-1, 0, 0, 0}, 2, 0));
    refuses(
        "3 images, expected as many as there are labels, 4",
        () -> FoldPlan.grouped(four, new int[3], 2, 0));
    refuses("folds is 1, expected at least 2", () -> FoldPlan.contiguous(new int[] {7}));
    refuses("size of fold 1 is 0", () -> FoldPlan.contiguous(new int[] {7, 0}));
    refuses("2147483648", () -> FoldPlan.contiguous(new int[] {Integer.MAX_VALUE, 1}));
    FoldPlan plan = FoldPlan.contiguous(new int[] {2, 2});
    assertThrows(IndexOutOfBoundsException.class, () -> plan.foldOf(4));
    assertThrows(IndexOutOfBoundsException.class, () -> plan.heldOut(2));
    assertThrows(IndexOutOfBoundsException.class, () -> plan.training(-1));
  }

  private static void refuses(String words, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(words), message);
  }
}
