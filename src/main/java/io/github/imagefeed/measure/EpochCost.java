package io.github.imagefeed.measure;

import java.util.OptionalDouble;

/**
 * What loading one epoch cost.
 *
 * @param seconds from asking for the epoch to the end of its last batch
 * @param firstBatchSeconds from asking for the epoch to having its first batch
 * @param waitP50Seconds half of the batches were there so soon after they were asked for
 * @param waitP99Seconds 99 of 100 batches were
 * @param cpuSeconds processor time of the whole process, all threads
 * @param heapBytesPerBatch Java heap allocated by all threads; empty where the JVM does not count
 * @param deviceBytes fetched from the storage device; empty where the system does not count
 */
record EpochCost(
    double seconds,
    double firstBatchSeconds,
    double waitP50Seconds,
    double waitP99Seconds,
    double cpuSeconds,
    OptionalDouble heapBytesPerBatch,
    OptionalDouble deviceBytes) {}
