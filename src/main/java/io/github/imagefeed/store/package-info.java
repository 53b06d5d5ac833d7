/**
 * Where images are kept for training: random access to uint8 images of one shape. Each child
 * package is one format, reader and writer; the catalog names them all.
 */
package io.github.imagefeed.store;
