package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what values are, by looking at the first ones. */
final class Detection {

  private static final int MSGPACK_PAIR = 0x92;

  private Detection() {}

  /** The format that is asked for. */
  static ValueFormat format(LmdbHints hints, List<LmdbValue> samples) throws ValueException {
    return switch (hints.values()) {
      case DATUM -> new DatumFormat();
      case PICKLE -> new PickleFormat();
      case ENCODED -> ValueFormat.encoded();
      case RAW -> ValueFormat.raw(hints.shape().orElseThrow());
      case AUTO -> detect(hints.shape(), samples);
    };
  }

  private static ValueFormat detect(Optional<ImageShape> shape, List<LmdbValue> samples)
      throws ValueException {
    List<LmdbValues> found = new ArrayList<>();
    if (samples.stream().allMatch(Detection::isImageFile)) {
      found.add(LmdbValues.ENCODED);
    }
    if (samples.stream().allMatch(PickleReader::isPickle)) {
      found.add(LmdbValues.PICKLE);
    }
    if (samples.stream().allMatch(Detection::isDatum)) {
      found.add(LmdbValues.DATUM);
    }
    if (shape.isPresent() && samples.stream().allMatch(v -> v.length() == shape.get().bytes())) {
      found.add(LmdbValues.RAW);
    }
    if (found.size() == 1) {
      return format(
          new LmdbHints(found.get(0), Optional.empty(), shape, Optional.empty(), Optional.empty()),
          samples);
    }
    throw new ValueException(
        found.isEmpty()
            ? unknown(shape, samples)
            : "could be any of "
                + found.stream().map(Enum::name).collect(Collectors.joining(", "))
                + "; say which (--values)");
  }

  private static boolean isImageFile(LmdbValue value) {
    return ImageHeader.isPng(value, 0, value.length())
        || ImageHeader.isJpeg(value, 0, value.length());
  }

  private static boolean isDatum(LmdbValue value) {
    try {
      return new DatumFormat().read(value).bytes() > 0;
    } catch (ValueException e) {
      return false; // which is the answer
    }
  }

  private static String unknown(Optional<ImageShape> shape, List<LmdbValue> samples) {
    LmdbValue first = samples.get(0);
    String found =
        "is of no kind that is read here (Caffe Datum, pickle, PNG or JPEG, raw pixels): "
            + first.length()
            + " bytes, which begin with "
            + first.shown();
    if (first.length() > 0 && first.get(0) == MSGPACK_PAIR) {
      return found
          + "; it looks like a pair written by msgpack, as some ImageFolder-to-LMDB scripts do:"
          + " write pickle.dumps((bytes, label)) or Datums instead";
    }
    if (samples.stream().allMatch(value -> value.length() == first.length())) {
      return found
          + "; all first values have that length: if they are raw pixels, say of which shape"
          + (shape.isPresent() ? ", " + shape.get() + " has " + shape.get().bytes() : "");
    }
    return found + "; objects serialised by pyarrow or TensorFlow (Example) are not read here";
  }
}
