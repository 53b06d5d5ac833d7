package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the image lies in a value, and what the value says about it.
 *
 * @param at first byte in the value
 * @param bytes that the packed image takes
 * @param label empty where the value has none
 * @param shape shape and layout of the pixels; empty where they are encoded
 */
record Content(int at, int bytes, Packing packing, OptionalInt label, Optional<ImageShape> shape) {}
