package io.github.imagefeed.report;

import java.util.Optional;

/**
 * What the advice weighs of one format.
 *
 * @param seconds median load time of an epoch, above 0
 * @param bytes size on disk, if measured
 */
record StoreLoad(String format, double seconds, Optional<Double> bytes) {

  /** Whether this is larger on disk by a difference that the figures as printed show. */
  boolean isLargerThan(StoreLoad other) {
    return bytes
        .flatMap(
            mine ->
                other
                    .bytes
                    .filter(theirs -> mine > theirs)
                    .map(theirs -> !Figures.bytes(mine).equals(Figures.bytes(theirs))))
        .orElse(false);
  }
}
