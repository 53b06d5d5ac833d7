package io.github.imagefeed.source.synthetic;

import java.util.Locale;

/** The drawn shapes; each is a class. */
enum Figure {
  DISC,
  RING,
  SQUARE,
  FRAME,
  TRIANGLE,
  CROSS,
  HORIZONTAL_STRIPES,
  VERTICAL_STRIPES,
  DIAGONAL_STRIPES,
  CHECKERBOARD;

  private static final float SQRT_HALF = 0.70710677f;

  /** Half the side of the patch that stripes and cells fill. */
  private static final float PATCH = 0.9f;

  private static final float STRIPE = 0.36f;
  private static final float CELL = 0.46f;

  /** Name of the class: {@code horizontal-stripes}. */
  String className() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * How far a point lies outside the figure, negative inside.
   *
   * @param u to the right of the figure's centre, where its radius is 1
   * @param v below the figure's centre
   */
  float distance(float u, float v) {
    float au = Math.abs(u);
    float av = Math.abs(v);
    return switch (this) {
      case DISC -> (float) Math.sqrt(u * u + v * v) - 0.95f;
      case RING -> Math.abs((float) Math.sqrt(u * u + v * v) - 0.75f) - 0.22f;
      case SQUARE -> Math.max(au, av) - 0.85f;
      case FRAME -> Math.abs(Math.max(au, av) - 0.68f) - 0.2f;
      case TRIANGLE -> Math.max(v - 0.6f, 0.894f * au - 0.447f * v - 0.43f);
      case CROSS -> Math.min(Math.max(au - 0.28f, av - 0.95f), Math.max(au - 0.95f, av - 0.28f));
      case HORIZONTAL_STRIPES -> Math.max(Math.max(au, av) - PATCH, wave(v, STRIPE));
      case VERTICAL_STRIPES -> Math.max(Math.max(au, av) - PATCH, wave(u, STRIPE));
      case DIAGONAL_STRIPES ->
          Math.max(Math.max(au, av) - PATCH, wave((u + v) * SQRT_HALF, STRIPE));
      case CHECKERBOARD -> Math.max(Math.max(au, av) - PATCH, cells(u, v));
    };
  }

  /** Distance to stripes of this width, with gaps as wide; one stripe lies over the centre. */
  private static float wave(float x, float width) {
    float phase = Math.abs(x) / (2 * width);
    float fromStripe = Math.abs(phase - (int) (phase + 0.5f)) * 2 * width;
    return fromStripe - width / 2;
  }

  /** Distance to every second cell of a grid whose lines cross at the centre. */
  private static float cells(float u, float v) {
    float across = wave(u - CELL / 2, CELL);
    float down = wave(v - CELL / 2, CELL);
    float nearest = Math.min(Math.abs(across), Math.abs(down));
    return across < 0 == down < 0 ? -nearest : nearest;
  }
}
