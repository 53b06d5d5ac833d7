package io.github.imagefeed.report.chart;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Colours of charts as CSS. */
final class StyleSheet {

  private StyleSheet() {}

  static String of(String selector) {
    return selector
        + "{color-scheme:light dark;"
        + variables(Palette::day)
        + "}\n@media screen and (prefers-color-scheme:dark){"
        + selector
        + "{"
        + variables(Palette::night)
        + "}}\n"
        + Arrays.stream(Palette.values()).map(StyleSheet::classes).collect(Collectors.joining())
        + ".chart text{stroke:none;font-family:system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\","
        + "sans-serif;font-variant-numeric:tabular-nums}\n";
  }

  /** Class of what is filled with a colour, and of what is drawn in it. */
  static String fill(Palette color) {
    return "f-" + color.label();
  }

  static String stroke(Palette color) {
    return "s-" + color.label();
  }

  private static String classes(Palette color) {
    String value = "var(" + color.variable() + ")";
    return ".chart ."
        + fill(color)
        + "{fill:"
        + value
        + "}.chart ."
        + stroke(color)
        + "{stroke:"
        + value
        + "}\n";
  }

  private static String variables(Function<Palette, String> value) {
    return Arrays.stream(Palette.values())
        .map(color -> color.variable() + ":" + value.apply(color))
        .collect(Collectors.joining(";"));
  }
}
