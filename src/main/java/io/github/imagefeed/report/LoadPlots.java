package io.github.imagefeed.report;

import io.github.imagefeed.report.Plot.Axis;
import io.github.imagefeed.report.Plot.Point;
import io.github.imagefeed.report.Plot.Scale;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.OrderNames;
import io.github.imagefeed.result.RunResult;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Epochs of loading, warm and cold, by one and by several workers or processes. */
final class LoadPlots {

  private final Readings readings;
  private final Selection all;

  LoadPlots(RunResult result, Selection all) {
    this.readings = new Readings(result);
    this.all = all;
  }

  List<Plot> plots() {
    List<Plot> plots = new ArrayList<>();
    epoch().ifPresent(plots::add);
    rate(SettingNames.WORKERS, "workers", "loading threads of one process").ifPresent(plots::add);
    rate(SettingNames.PROCESSES, "processes", "processes, each loading its share")
        .ifPresent(plots::add);
    cold().ifPresent(plots::add);
    return plots;
  }

  private Optional<Plot> epoch() {
    Selection loads = all.named(MetricNames.EPOCH_LOAD).plainOrBy(SettingNames.WORKERS);
    if (loads.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    for (String order : loads.orders()) {
      for (Measurement m : loads.order(order).list()) {
        plot.add(Ranking.name(m), m.format(), PlotBuilder.point(plot.category(order), m, s -> s));
      }
      all.named(MetricNames.EPOCH_COPY)
          .format(MetricNames.MEMORY)
          .order(order)
          .first()
          .ifPresent(
              copy ->
                  plot.bound(
                      "plain copy of the bytes in memory, the bound",
                      PlotBuilder.point(plot.category(order), copy, s -> s)));
    }
    String order = loads.orders().get(loads.orders().size() - 1);
    String shown = loads.orders().contains(OrderNames.SHUFFLED) ? OrderNames.SHUFFLED : order;
    String images = readings.images().map(n -> Figures.count(n) + " images").orElse("all images");
    return Optional.of(
        plot.groups(
            "epoch-load",
            "Loading every image once, by format and order",
            Ranking.sentence(
                "Fastest to load " + images + " " + shown, loads.order(shown).list(), Unit.SECONDS),
            "time of an epoch",
            Unit.SECONDS));
  }

  /** Images a second against the number of workers or processes, one line an order. */
  private Optional<Plot> rate(String setting, String id, String label) {
    Optional<Long> images = readings.images();
    PlotBuilder plot = new PlotBuilder();
    for (Measurement m :
        all.named(MetricNames.EPOCH_LOAD).plainBut(setting).having(setting).list()) {
      Optional<Double> x = Selection.number(m, setting);
      Optional<Double> count =
          Selection.number(m, SettingNames.IMAGES).or(() -> images.map(Long::doubleValue));
      if (x.isPresent() && count.isPresent() && m.min() > 0) {
        plot.add(
            FormatName.spoken(m.format()) + ", " + m.order(),
            m.format(),
            PlotBuilder.point(x.get(), m, seconds -> count.get() / seconds));
      }
    }
    return plot.isLine()
        ? Optional.of(
            plot.lines(
                "epoch-" + id,
                "Images loaded in a second by " + label,
                "A line that rises in proportion means that " + id + " do not hinder each other.",
                new Axis(id, Unit.NUMBER, Scale.FITTED),
                new Axis("images loaded", Unit.IMAGES_PER_SECOND, Scale.FROM_ZERO)))
        : Optional.empty();
  }

  private Optional<Plot> cold() {
    Selection cold = all.named(MetricNames.EPOCH_COLD);
    Selection plain = all.named(MetricNames.PLAIN_READ_COLD);
    if (cold.isEmpty()) {
      return Optional.empty();
    }
    PlotBuilder plot = new PlotBuilder();
    for (Measurement m : cold.list()) {
      plot.add(m.order(), m, s -> s);
    }
    for (String format : plain.formats()) {
      Measurement m = plain.format(format).first().orElseThrow();
      Point point = PlotBuilder.point(plot.category("plain read of the files"), m, s -> s);
      plot.add(FormatName.spoken(format), format, point);
    }
    return Optional.of(
        plot.groups(
            "epoch-cold",
            "Loading with nothing in the page cache",
            "The plain read, front to back, is what the storage device needs by itself.",
            "time of an epoch",
            Unit.SECONDS));
  }
}
