package io.github.imagefeed.report;

import java.util.List;

/**
 * Plots of one topic.
 *
 * @param plots at least one
 */
public record PlotGroup(String title, List<Plot> plots) {

  public PlotGroup {
    plots = List.copyOf(plots);
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("group " + title + " has no plots, expected some");
    }
  }
}
