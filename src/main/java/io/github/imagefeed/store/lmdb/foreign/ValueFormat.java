package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the image in a value. */
interface ValueFormat {

  /**
   * Reads what is needed of the value, which is not the pixels.
   *
   * @throws ValueException if it is damaged or of another kind
   */
  Content read(LmdbValue value) throws ValueException;

  /** Name for people. */
  String people();

  /** For a value that is one PNG or JPEG file. */
  static ValueFormat encoded() {
    return new ValueFormat() {
      @Override
      public Content read(LmdbValue value) {
        return new Content(
            0, value.length(), Packing.ENCODED, OptionalInt.empty(), Optional.empty());
      }

      @Override
      public String people() {
        return "image files";
      }
    };
  }

  /** For a value that is nothing but pixels. */
  static ValueFormat raw(ImageShape shape) {
    return new ValueFormat() {
      @Override
      public Content read(LmdbValue value) throws ValueException {
        if (value.length() != shape.bytes()) {
          int more = value.length() - shape.bytes();
          throw new ValueException(
              "has "
                  + value.length()
                  + " bytes, raw pixels of "
                  + shape
                  + " have "
                  + shape.bytes()
                  + (more > 0 && more <= Long.BYTES
                      ? ": are there labels in the values? Those are not read here"
                      : ""));
        }
        return new Content(
            0, value.length(), Packing.PIXELS, OptionalInt.empty(), Optional.of(shape));
      }

      @Override
      public String people() {
        return "raw values";
      }
    };
  }
}
