package io.github.imagefeed.measure.storage;

import java.io.IOException;
import java.util.Map;

/** One contestant of a race: something that is timed again and again. */
interface Trial {

  Subject subject();

  /**
   * Runs once. What prepares and tidies up is part of it, but not of the figures.
   *
   * @return seconds by metric name; repetition goes on until the first of them has settled
   * @throws StoppedException if the person asked to stop meanwhile
   */
  Map<String, Double> run() throws IOException, StoppedException;
}
