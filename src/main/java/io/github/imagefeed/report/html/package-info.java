/**
 * The report as one HTML page that needs nothing besides. Templates escape what they print: names
 * of classes, files and options come from outside. No parameter and no result is null.
 */
package io.github.imagefeed.report.html;
