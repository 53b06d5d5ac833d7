/**
 * Images in RocksDB, many to a value.
 *
 * <p>A store is a folder that is an ordinary RocksDB database of one column family ({@code
 * default}), keys in the order of their bytes:
 *
 * <table>
 * <caption>Keys and values</caption>
 * <tr><th>key (8 bytes)</th><th>value</th></tr>
 * <tr><td>0, 1, … as a big-endian 64-bit integer</td><td>one block of n images: n × image bytes
 *     (uint8, layout as in the manifest), then n × label (int32, little-endian), then n × checksum
 *     (uint32, little-endian, {@link io.github.imagefeed.store.ImageChecksum}); all blocks but the
 *     last have the same n, so image i lies in block i / n</td></tr>
 * <tr><td>{@code manifest} in ASCII</td><td>{@link io.github.imagefeed.store.ManifestJson} in
 *     UTF-8, written last: without it the store is not finished</td></tr>
 * </table>
 *
 * <p>Beside RocksDB's files lies an empty one, {@code imagefeed.rocksdb}, by which a store is told
 * from other databases; who makes one with another program makes it, too. RocksDB 6.18 and later
 * read what is written here, {@code ldb --hex} and any binding included. Values lie uncompressed in
 * blob files, about 64 MiB each, keys in one table; {@code OPTIONS} and logs, which no reader
 * needs, are deleted.
 *
 * <p>Where blocks lie in blob files as they were put, images are read from memory maps of those;
 * else, in databases that other programs have written or compacted, through RocksDB.
 */
package io.github.imagefeed.store.rocksdb;
