package io.github.imagefeed.cli;

import static io.github.imagefeed.cli.ForecastTable.seconds;
import static io.github.imagefeed.cli.ForecastTable.spoken;

import io.github.imagefeed.advice.Choice;
import io.github.imagefeed.advice.Choice.Timed;
import io.github.imagefeed.advice.Forecast;
import io.github.imagefeed.advice.FormatForecast;
import io.github.imagefeed.advice.Span;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.report.Figures;
import io.github.imagefeed.report.FormatName;
import io.github.imagefeed.report.TextWrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A forecast as text: its {@link ForecastTable}, and what to choose for a set in memory and beyond
 * it.
 *
 * @param memory bytes of this machine; empty where it is not known
 */
record AdviceText(Forecast forecast, StorageBasis basis, OptionalLong memory) {

  /** More threads that gain less are not worth a word. */
  private static final double WORTH_SAYING = 1.10;

  String render() {
    List<String> parts = new ArrayList<>();
    parts.add(TextWrap.wrap(heading()));
    left().forEach(sentence -> parts.add(TextWrap.wrap(sentence)));
    ForecastTable table = new ForecastTable(forecast);
    parts.add(table.render());
    parts.add(TextWrap.wrap(table.legend()));
    parts.add(TextWrap.wrap(inMemory()));
    parts.add(TextWrap.wrap(beyondMemory()));
    parts.add(TextWrap.wrap(new BasisText(forecast, basis).render()));
    return String.join("\n\n", parts);
  }

  private String heading() {
    String set =
        String.format(
            Locale.ROOT,
            "%,d images of %s, %s of pixels",
            forecast.set().images(),
            forecast.set().size(),
            AdviseUnit.text((double) forecast.set().pixelBytes()));
    return memory.isEmpty()
        ? set + "."
        : set
            + (fits() ? ": fits" : ": does not fit")
            + " into this machine's memory ("
            + AdviseUnit.text((double) memory.getAsLong())
            + ", of which a quarter is left for programs).";
  }

  /** Formats that the table lacks, and why: whoever reads only the choice must not miss them. */
  private List<String> left() {
    List<String> left = new ArrayList<>();
    if (!forecast.missing().isEmpty()) {
      left.add(
          "Not compared, since the run that this is predicted from has not timed it: "
              + forecast.missing().stream()
                  .map(FormatName::spoken)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    forecast
        .refused()
        .forEach(
            refused ->
                left.add(
                    "Not compared: "
                        + FormatName.spoken(refused.format())
                        + " cannot hold this set as it writes by default: "
                        + refused.reason()
                        + "."));
    return left;
  }

  /** Whether the pixels can stay in the page cache. */
  private boolean fits() {
    return forecast.set().pixelBytes() <= usable();
  }

  private long usable() {
    long all = memory.orElse(0);
    return all - all / 4;
  }

  private String inMemory() {
    Choice choice = forecast.inMemory();
    String title = "In memory" + applies(fits()) + ": ";
    if (choice.best().isEmpty()) {
      return title + "nothing was read by the run, so there is nothing to choose by.";
    }
    Timed best = choice.best().get();
    String measured =
        forecast.hasShuffled()
            ? ""
            : ", as far as reading in stored order tells: the run has no shuffled epoch";
    return title
        + "store the set as "
        + spoken(best.forecast())
        + " and read it shuffled"
        + measured
        + ". "
        + epoch(choice, best, forecast.hasShuffled() ? "shuffled" : "in stored order")
        + threads(best.forecast());
  }

  private String beyondMemory() {
    Choice choice = forecast.beyondMemory();
    String title = "Beyond memory" + applies(!fits()) + ": ";
    if (choice.best().isEmpty()) {
      return title
          + "the run has no cold epoch, so there is nothing to choose by; 'imagefeed storage"
          + " --budget 15m' measures some.";
    }
    Timed best = choice.best().get();
    return title
        + "store the set as "
        + spoken(best.forecast())
        + " and read it "
        + EpochOrder.Kind.BLOCK_SHUFFLED
        + ". "
        + epoch(choice, best, "cold in stored order")
        + " "
        + blocks()
        + ", but was not measured cold."
        + coldShuffled(best.forecast());
  }

  private String applies(boolean here) {
    return memory.isPresent() && here ? " (this set, on this machine)" : "";
  }

  /** The best one's time, and how many times as long the others take. */
  private String epoch(Choice choice, Timed best, String how) {
    List<String> others = new ArrayList<>();
    for (Timed equal : choice.equals()) {
      if (!equal.equals(best)) {
        others.add(times(equal, best) + " from " + spoken(equal.forecast()) + ", which is larger");
      }
    }
    for (Timed slower : choice.slower()) {
      others.add(times(slower, best) + " from " + spoken(slower.forecast()));
    }
    for (FormatForecast unknown : choice.unknown()) {
      others.add("an unknown time from " + spoken(unknown));
    }
    String than = others.isEmpty() ? "" : "; " + String.join(", ", others);
    return "An epoch "
        + how
        + " takes "
        + seconds(best.seconds())
        + " s"
        + than
        + "."
        + turns(choice, best);
  }

  /** What is slower by less than the fit is wrong is not known to be slower. */
  private String turns(Choice choice, Timed best) {
    double factor = forecast.largestReadRatio();
    List<String> near =
        choice.mayTurn(factor).stream().map(timed -> spoken(timed.forecast())).toList();
    return near.isEmpty()
        ? ""
        : " The times that were measured are met within a factor of "
            + Figures.plain(factor)
            + " only, so "
            + String.join(" or ", near)
            + " may be as quick as "
            + spoken(best.forecast())
            + ".";
  }

  private static String times(Timed slower, Timed best) {
    // The ends of two spans belong together: both go by images, or both by bytes.
    double low = slower.seconds().low() / best.seconds().low();
    double high = slower.seconds().high() / best.seconds().high();
    return seconds(new Span(Math.min(low, high), Math.max(low, high))) + " times as long";
  }

  private static String threads(FormatForecast best) {
    return best.threads()
        .filter(threads -> threads.times() >= WORTH_SAYING)
        .map(
            threads ->
                " "
                    + threads.count()
                    + " threads read it "
                    + Figures.plain(threads.times())
                    + " times as quickly as one.")
        .orElse("");
  }

  /** What block-shuffled order reads, with fewer blocks where the default would not fit. */
  private String blocks() {
    Blocks blocks = Blocks.DEFAULT;
    double block = (double) blocks.images() * forecast.set().shape().bytes();
    double window = block * blocks.window();
    String mixed =
        memory.isPresent() && window > usable()
            ? "to mix few enough for memory say --blocks "
                + blocks.images()
                + "x"
                + Math.max(1, (long) (usable() / block / 2))
            : "mixes "
                + blocks.window()
                + " such blocks ("
                + AdviseUnit.text(window)
                + ", which the page cache must hold)";
    return "That order reads "
        + blocks.images()
        + " neighbours ("
        + AdviseUnit.text(block)
        + ") from one place and "
        + mixed;
  }

  private static String coldShuffled(FormatForecast best) {
    return best.coldShuffledTimes()
        .map(
            times ->
                " Cold and wholly shuffled, the measured set took "
                    + Figures.plain(times)
                    + " times as long as in order, but it fits into memory and is read ahead as a"
                    + " whole: beyond memory each image is a search of its own on the device.")
        .orElse("");
  }
}
