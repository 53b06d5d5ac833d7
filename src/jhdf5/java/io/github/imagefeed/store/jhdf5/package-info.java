/**
 * The store in one HDF5 file, written and read through JHDF5. The file is laid out as the format
 * hdf5 lays out its own: {@code io.github.imagefeed.store.hdf5} reads it, and h5py, h5dump and
 * HDFView read both alike. Compiled in by the Maven profile {@code jhdf5} only.
 *
 * <table>
 * <caption>Of N images, in a file of the format of HDF5 1.8</caption>
 * <tr><th>object</th><th>type, dimensions</th><th>what it is</th></tr>
 * <tr><td>{@code /images}</td><td>uint8, N×C×H×W, or N×H×W×C as the attribute {@code layout}
 *     says; contiguous</td><td>the images, in order</td></tr>
 * <tr><td>{@code /labels}</td><td>int32, N; contiguous</td><td>indices into the class names</td></tr>
 * <tr><td>{@code /checksums}</td><td>uint32, N; contiguous</td>
 *     <td>{@link io.github.imagefeed.store.ImageChecksum} of each image</td></tr>
 * <tr><td>{@code /@classes}</td><td>array type of fixed-length UTF-8 texts; where they have more
 *     than 64,000 bytes a dataset {@code /classes}</td><td>class names</td></tr>
 * <tr><td>{@code /@program}</td><td>text</td><td>{@code imagefeed}</td></tr>
 * <tr><td>{@code /@format_version}</td><td>int32</td>
 *     <td>{@link io.github.imagefeed.store.StoreManifest#FORMAT_VERSION}</td></tr>
 * <tr><td>{@code /@layout}</td><td>text</td><td>{@code CHW} or {@code HWC}</td></tr>
 * <tr><td>{@code /@source}</td><td>text</td><td>what the images were made from</td></tr>
 * <tr><td>{@code /@digest}</td><td>text, 64 hex digits</td>
 *     <td>{@link io.github.imagefeed.store.ContentDigest} of all images</td></tr>
 * <tr><td>{@code /@fold_sizes}, {@code /@fold_seed}, {@code /@fold_grouped}</td>
 *     <td>array of int32, int64, int32</td><td>only where the store is laid out in folds: fold 0
 *     is the first {@code fold_sizes[0]} images, and so on</td></tr>
 * <tr><td>{@code /@manifest_crc32c}</td><td>text, 8 hex digits</td><td>of all that the file says
 *     about itself, by {@link io.github.imagefeed.store.ManifestJson}; without it the file is
 *     unfinished</td></tr>
 * <tr><td>{@code /__DATA_TYPES__}</td><td>group</td><td>JHDF5's own, of no use here</td></tr>
 * </table>
 *
 * <p>Integers are little-endian, texts of fixed length and UTF-8. Where in the file each lies is
 * HDF5's affair; data are not aligned. What tells the file from one of the format hdf5: its root
 * group lies at byte 48, right behind a superblock of version 2, and links {@code __DATA_TYPES__}
 * first, all within the first 4 KiB; the format hdf5 has its root group at byte 64 and no such
 * link. So it is asked before hdf5, which takes whatever is HDF5 for its own and whose strict
 * opening, knowing every byte that its own writer makes, would call this file damaged.
 *
 * <p>The library's native part comes from {@code java.library.path}, or from where {@code
 * -Dnative.libpath=DIR} says. It is never unpacked from a jar, unless {@code
 * -Dnative.caching.libpath=DIR} says where to.
 */
package io.github.imagefeed.store.jhdf5;
