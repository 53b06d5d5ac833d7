/**
 * The storage experiments: writing, reading and keeping images, from one to many, in each format.
 */
package io.github.imagefeed.measure.storage;
