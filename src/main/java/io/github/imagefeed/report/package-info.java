/**
 * Results for people and for other programs: terminal tables, one sentence of advice, JSON and CSV.
 * Everything is drawn from {@link io.github.imagefeed.result.RunResult} alone. No parameter and no
 * result is null. Texts end without a line break and use characters outside ASCII, so print them as
 * UTF-8.
 */
package io.github.imagefeed.report;
