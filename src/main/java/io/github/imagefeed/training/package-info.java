/** A small CNN, its training from any store, and the trained model as files. */
package io.github.imagefeed.training;
