/**
 * Results for people and for other programs: terminal tables, one sentence of advice, JSON and CSV,
 * and the files by which people watch a training. Everything is drawn from values of {@link
 * io.github.imagefeed.result}, or from figures as they come. No parameter and no result is null.
 * Texts end without a line break and use characters outside ASCII, so print them as UTF-8.
 */
package io.github.imagefeed.report;
