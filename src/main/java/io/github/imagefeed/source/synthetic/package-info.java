/** Drawn images for trying things out where no data set is at hand. */
package io.github.imagefeed.source.synthetic;
