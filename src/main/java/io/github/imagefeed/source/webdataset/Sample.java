package io.github.imagefeed.source.webdataset;

/**
 * Where an image of a shard lies.
 *
 * @param image the member's name
 * @param offset of its data
 * @param length in bytes, at least 1
 * @param label at least 0
 */
record Sample(String image, long offset, int length, int label) {}
