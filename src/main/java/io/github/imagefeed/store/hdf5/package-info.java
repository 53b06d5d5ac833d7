/**
 * The store in one HDF5 file that h5py, h5dump and HDFView read as well: {@code /images} (uint8,
 * N×C×H×W or N×H×W×C as the attribute {@code layout} says), {@code /labels} (int32, N) and {@code
 * /checksums} (uint32, N, {@link io.github.imagefeed.store.ImageChecksum}), each starting at a
 * multiple of 4096 bytes. Labels and checksums are contiguous, images as {@link
 * io.github.imagefeed.store.hdf5.Hdf5Layout} says: contiguous, or in chunks of whole images that
 * lie one after the other, with a fixed array as their index, and deflated or not. A store that is
 * laid out in folds has the attributes {@code fold_sizes}, {@code fold_seed} and {@code
 * fold_grouped}: fold 0 is the first {@code fold_sizes[0]} images, and so on.
 *
 * <p>The attribute {@code manifest_crc32c} is the checksum of all that the file says about itself,
 * by {@link io.github.imagefeed.store.ManifestJson}: HDF5's own checksums leave out class names
 * that are too long for an attribute and lie in a dataset.
 *
 * <p>The jHDF library does the metadata, once, at finish and at open. Pixels never pass through it:
 * the writer streams them to their place in the file, the reader copies them out of memory maps.
 */
package io.github.imagefeed.store.hdf5;
