package io.github.imagefeed.report;

import io.github.imagefeed.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/** All that the figures of a run can show; what was not measured is left out. */
public final class RunPlots {

  private RunPlots() {}

  /** The plots by topic; their ids are unique within the run. */
  public static List<PlotGroup> of(RunResult measured) {
    RunResult result = ShownText.of(measured);
    Selection all = Selection.of(result);
    List<PlotGroup> groups = new ArrayList<>();
    add(groups, "Time by number of images", new CountPlots(all).plots());
    add(groups, "The largest stores", new StorePlots(all).plots());
    add(groups, "Image sizes", new SizePlots(all).plots());
    add(groups, "Several readers, and a cold cache", new ReaderPlots(all).plots());
    add(groups, "Choices within a format", new VariantPlots(all).plots());
    add(groups, "Loading an epoch", new LoadPlots(result, all).plots());
    add(groups, "Training", new TrainingPlots(all).plots());
    return groups;
  }

  private static void add(List<PlotGroup> groups, String title, List<Plot> plots) {
    if (!plots.isEmpty()) {
      groups.add(new PlotGroup(title, plots));
    }
  }
}
