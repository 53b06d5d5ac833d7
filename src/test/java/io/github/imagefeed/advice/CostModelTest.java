package io.github.imagefeed.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CostModelTest {

  private static final int[] COUNTS = {1, 10, 100, 1_000, 10_000, 100_000};
  private static final int[] SIDES = {32, 256, 512};

  /** Costs that times are made from. */
  private record Truth(double fixed, double perImage, double perByte) {

    double seconds(double images, double imageBytes) {
      return fixed + perImage * images + perByte * images * imageBytes;
    }

    /** What {@code storage} measures by default, each time wrong by a factor of up to e^noise. */
    List<CostPoint> points(double noise, Random random) {
      List<CostPoint> points = new ArrayList<>();
      for (int count : COUNTS) {
        points.add(point(count, 32, noise, random));
      }
      for (int side : SIDES) {
        points.add(point((1 << 27) / (side * side * 3), side, noise, random));
      }
      return points;
    }

    private CostPoint point(int count, int side, double noise, Random random) {
      int bytes = side * side * 3;
      double factor = Math.exp(noise * (2 * random.nextDouble() - 1));
      return new CostPoint(count, bytes, seconds(count, bytes) * factor);
    }
  }

  /** A number between 10^low and 10^high. */
  private static double between(Random random, double low, double high) {
    return Math.pow(10, low + (high - low) * random.nextDouble());
  }

  /** The same, or 0 one time in four. */
  private static double orNothing(Random random, double low, double high) {
    return random.nextInt(4) == 0 ? 0 : between(random, low, high);
  }

  @Test
  void recoversWhatItWasMadeFrom() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      Truth truth =
          new Truth(between(random, -5, -1), orNothing(random, -8, -3), between(random, -10.5, -8));
      CostModel model = CostModel.fit(truth.points(0, random));
      String what = truth + " became " + model;
      assertEquals(1, model.largestRatio(), 1e-4, what);
      assertEquals(truth.fixed(), model.fixed(), 1e-3 * truth.fixed(), what);
      // What is a thousandth of the time of every point is lost among the rest.
      double small = 1e-3 * (truth.perImage() + 3072 * truth.perByte());
      assertEquals(truth.perImage(), model.perImage(), small, what);
      assertEquals(truth.perByte(), model.perByte(), small / 3072, what);
    }
  }

  @Test
  void staysWithinTheNoise() {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      Truth truth =
          new Truth(between(random, -4, -2), orNothing(random, -7, -4), between(random, -10, -8));
      CostModel model = CostModel.fit(truth.points(Math.log(1.5), random));
      assertTrue(model.largestRatio() < 1.5 * 1.5, model.toString());
      ImageSet large = new ImageSet(ImageShape.rgb(224, 224), 1_200_000);
      double ratio = model.seconds(large) / truth.seconds(1_200_000, 224 * 224 * 3);
      assertTrue(ratio > 1 / 2.0 && ratio < 2.0, ratio + " by " + model + " of " + truth);
    }
  }

  @Test
  void twiceAsMuchIsAsWrongAsHalf() {
    List<CostPoint> points = new ArrayList<>();
    for (double seconds : new double[] {1, 4}) {
      points.add(new CostPoint(1, 3072, seconds));
      points.add(new CostPoint(2, 1536, seconds));
    }
    CostModel model = CostModel.fit(points);
    assertEquals(2, model.largestRatio(), 0.05, "2 s is as far from 1 s as from 4 s: " + model);
  }

  /** Ever less time for ever more images: a line through these would cross zero. */
  @Test
  void neverBelowNothing() {
    List<CostPoint> points = new ArrayList<>();
    for (int count : COUNTS) {
      points.add(new CostPoint(count, count == 1 ? 300 : 3072, 1 / (double) count));
    }
    CostModel model = CostModel.fit(points);
    assertTrue(model.fixed() >= 0 && model.perImage() >= 0 && model.perByte() >= 0);
    assertTrue(model.seconds(new ImageSet(ImageShape.rgb(512, 512), 1_000_000)) > 0);
  }

  @Test
  void needsPointsThatTellCostsApart() {
    List<CostPoint> points = new ArrayList<>();
    for (int count : COUNTS) {
      points.add(new CostPoint(count, 3072, count * 1e-6));
    }
    assertFalse(CostModel.canFit(points), "of one size");
    assertThrows(IllegalArgumentException.class, () -> CostModel.fit(points));
    points.add(new CostPoint(1, 12_288, 1));
    assertTrue(CostModel.canFit(points));
    assertFalse(CostModel.canFit(points.subList(4, 7)), "three points fit any three costs");
  }
}
