package io.github.imagefeed.store.rocksdb;

/**
 * What tables say that they hold.
 *
 * @param entries keys, each as often as it was written and no compaction has dropped it
 * @param valueBytes of all entries; of a value in a blob file the bytes that say where it is
 */
record TableSums(long entries, long valueBytes) {}
