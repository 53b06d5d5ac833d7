/**
 * A store as a TileDB group, written by the TileDB library (format version 21): any program that
 * reads TileDB reads it, for instance in Python {@code tiledb.open("STORE/images")[0:128]}.
 *
 * <pre>
 * STORE                 a group with the members images, labels, checksums
 * STORE/images          uint8, dense, dimensions image, channel, height, width
 *                       (image, height, width, channel for interleaved images)
 * STORE/labels          int32, dense, dimension image: the index of the class
 * STORE/checksums       uint32, dense, dimension image: CRC32C of pixels and label
 * </pre>
 *
 * <p>Dimensions are int64. The first runs to 2147483646, so that images can be added, and as many
 * are there as the manifest says and the non-empty domain shows; the others have the size of the
 * images. Each array has one attribute without a name and no filters, rows and tiles in row-major
 * order. A tile of images has as many as fit 64 KiB, at least 1 and at most 4096; one of labels or
 * checksums 4096.
 *
 * <p>The metadata of {@code images} have two texts: {@code imagefeed}, the manifest as JSON ({@link
 * io.github.imagefeed.store.ManifestJson}), and {@code imagefeed_files}, the list of the fragments
 * with the images in each, and of the checksums of what the library says about them. Fragments and
 * metadata have timestamps 1, 2, … in the order in which they were written: what the clock said
 * decides nothing. The last 8 digits of the name of the file with the metadata are its CRC32C.
 *
 * <p>Where pixels lie on the disk: {@code images/__fragments/NAME/a0.tdb} is all tiles of a
 * fragment in their order, whole ones; a tile is the number of its chunks (64-bit), then chunks of
 * 65536 bytes, the last one less, each after its length, its length again and 0 (32-bit,
 * little-endian). This program copies them from there through memory maps: the library needs a
 * hundred times as long for a shuffled epoch of small images, as it reads a whole tile for each.
 *
 * <p>{@code STORE/.unfinished} is there while one writes, or if a writer was killed.
 */
package io.github.imagefeed.store.tiledb;
