/**
 * Plots drawn by JFreeChart: SVG whose colours follow the page's style sheet, SVG files and PNG
 * files that stand alone. Needs no display. No parameter and no result is null.
 */
package io.github.imagefeed.report.chart;
