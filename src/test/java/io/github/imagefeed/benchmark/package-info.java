/**
 * JMH benchmarks of the parts of loading: bytes, decoding, conversion, orders, whole batches.
 * {@code mvn -q test-compile exec:exec@benchmark} runs all, {@code -Djmh.args=Bytes} those with
 * that in their name. NOTES.md beside this file says what was tried and did not pay.
 */
package io.github.imagefeed.benchmark;
