/**
 * What a set of images would cost in each format, from what a run of the storage experiments has
 * measured: figures in, figures out, no files. All that is said of time is fitted to that run's
 * medians; where the run has no figure, there is none here.
 */
package io.github.imagefeed.advice;
