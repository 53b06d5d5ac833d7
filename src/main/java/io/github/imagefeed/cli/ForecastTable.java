package io.github.imagefeed.cli;

import io.github.imagefeed.advice.Forecast;
import io.github.imagefeed.advice.FormatForecast;
import io.github.imagefeed.advice.Span;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.report.FormatName;
import io.github.imagefeed.report.TextTable;
import io.github.imagefeed.store.StorePlan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A forecast's figures, a row a format. */
record ForecastTable(Forecast forecast) {

  String render() {
    AdviseUnit unit =
        AdviseUnit.of(
            forecast.formats().stream().mapToDouble(f -> f.disk().allocated()).max().orElse(0));
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("format"),
                TextTable.right("on disk\n" + unit),
                TextTable.right("in blocks\n" + unit),
                TextTable.right("write\ns"),
                TextTable.right("warm epoch\nin order, s"),
                TextTable.right("warm epoch\nshuffled, s"),
                TextTable.right("cold epoch\nin order, s")));
    for (FormatForecast f : forecast.formats()) {
      table.row(
          List.of(
              f.format(),
              unit.number((double) f.disk().bytes()),
              unit.number((double) f.disk().allocated()),
              Figures.plain(f.write()),
              Figures.plain(f.warmInOrder()),
              cell(f.warmShuffled()),
              cell(f.coldInOrder())));
    }
    return table.render();
  }

  private static String cell(Optional<Span> span) {
    return span.map(ForecastTable::seconds).orElse(TextTable.MISSING);
  }

  /** One figure, or two where they differ as they are shown. */
  static String seconds(Span span) {
    String low = Figures.plain(span.low());
    String high = Figures.plain(span.high());
    return low.equals(high) ? low : low + "–" + high;
  }

  /** How stores are laid out, and what the columns mean. */
  String legend() {
    String plans =
        forecast.formats().stream()
            .map(f -> spoken(f) + " keeps " + layout(f))
            .collect(Collectors.joining("; "));
    return plans
        + ". Writing is from images in memory until the store is complete. An epoch reads the bytes"
        + " of all images once, by one thread; making arrays of them comes on top. Cold is with"
        + " nothing in the page cache. Blocks are of 4 KiB.";
  }

  private static String layout(FormatForecast f) {
    StorePlan plan = f.plan();
    String map =
        plan.mapBytes().isPresent()
            ? ", map size " + AdviseUnit.text((double) plan.mapBytes().getAsLong())
            : "";
    return unit(plan) + map;
  }

  private static String unit(StorePlan plan) {
    if (plan.fileEach()) {
      return "a file an image";
    }
    if (plan.blockImages().isEmpty()) {
      return "all images in one piece";
    }
    int images = plan.blockImages().getAsInt();
    return "blocks of " + Figures.count(images) + (images == 1 ? " image" : " images");
  }

  static String spoken(FormatForecast forecast) {
    return FormatName.spoken(forecast.format());
  }
}
