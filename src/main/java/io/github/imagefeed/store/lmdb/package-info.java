/**
 * Images in LMDB, many to a value.
 *
 * <p>A store is a folder with {@code data.mdb}, an ordinary LMDB environment with one unnamed
 * database:
 *
 * <table>
 * <caption>Keys and values</caption>
 * <tr><th>key (ASCII)</th><th>value</th></tr>
 * <tr><td>{@code 00000000}, {@code 00000001}, …</td><td>one block of n images: n × image bytes
 *     (uint8, layout as in the manifest), then n × label (int32, little-endian), then n × checksum
 *     (uint32, little-endian, {@link io.github.imagefeed.store.ImageChecksum}); all blocks but the
 *     last have the same n</td></tr>
 * <tr><td>{@code manifest}</td><td>{@link io.github.imagefeed.store.ManifestJson} in UTF-8, written
 *     last</td></tr>
 * <tr><td>{@code revision}</td><td>eight ASCII digits: 1, and 1 more with each change in place, so
 *     that a file whose damage brings the state before a change back is found out; then the CRC32C
 *     of the digits, in eight hex digits. Who changes a store by other means must count, too.
 *     Written with the manifest</td></tr>
 * </table>
 */
package io.github.imagefeed.store.lmdb;
