package io.github.imagefeed.report;

import java.util.function.BiFunction;

/**
 * How plots become pictures in a page.
 *
 * @param svg makes an {@code svg} element of a plot; it must be safe to put into HTML as it is
 * @param styleSheet CSS that those elements need, once a page
 */
public record Drawing(BiFunction<Plot, ChartSize, String> svg, String styleSheet) {}
