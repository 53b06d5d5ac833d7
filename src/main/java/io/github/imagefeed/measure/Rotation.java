package io.github.imagefeed.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who begins: contestants take turns, so that a drift of the machine hits all alike. */
public final class Rotation {

  private Rotation() {}

  /** The contestants in the order of a round; each begins one of as many rounds as there are. */
  public static <T> List<T> of(List<T> contestants, int round) {
    List<T> turned = new ArrayList<>(contestants);
    Collections.rotate(turned, -round);
    return turned;
  }
}
