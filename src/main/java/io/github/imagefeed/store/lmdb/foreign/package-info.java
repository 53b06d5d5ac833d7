/**
 * LMDB environments that other programs wrote, one image a value, read in place as a store: Caffe's
 * {@code Datum}, pickled Python objects, raw pixels, PNG or JPEG files.
 *
 * <p>An index is made when one is opened: where the pixels lie in each value, and the labels. For
 * that the head of each value is read, of pickles all that is not pixels, so that opening costs
 * about one page of the file an image, and memory 38 bytes an image. From then on raw pixels are
 * copied from LMDB's map, and encoded ones decoded, wherever they lie.
 */
package io.github.imagefeed.store.lmdb.foreign;
