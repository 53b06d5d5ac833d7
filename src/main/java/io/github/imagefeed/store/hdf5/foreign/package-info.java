/**
 * HDF5 files of other programs, read where they lie: a dataset of images and one of labels,
 * anywhere in the file, as h5py, Keras or the HDF5 library itself write them.
 *
 * <p>The jHDF library does the metadata, once, at open, but for most indexes of chunks: it follows
 * the commonest one wherever that leads, and reads the newer arrays wrongly where chunks are
 * missing. Pixels never pass through it. Datasets that no filter has changed are copied image by
 * image out of memory maps of the file, whatever their chunks; filtered ones are decoded by whole
 * chunks into a cache that all threads share.
 */
package io.github.imagefeed.store.hdf5.foreign;
