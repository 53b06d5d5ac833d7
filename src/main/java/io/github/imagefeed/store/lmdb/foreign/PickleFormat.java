package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.lmdb.LmdbValue;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Instance;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Int;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Items;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Kind;
import io.github.imagefeed.store.lmdb.foreign.Pickle.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Pickled images, in the two forms that {@link LmdbValues#PICKLE} names. */
final class PickleFormat implements ValueFormat {

  private static final List<String> ATTRIBUTES = List.of("channels", "size", "image", "label");

  @Override
  public String people() {
    return "pickles";
  }

  @Override
  public Content read(LmdbValue value) throws ValueException {
    Pickle pickle = PickleReader.read(value);
    if (pickle instanceof Instance object) {
      return ofObject(object);
    }
    if (pickle instanceof Items pair
        && pair.items().size() == 2
        && pair.items().get(0) instanceof Span file
        && file.kind() == Kind.BYTES
        && pair.items().get(1) instanceof Int label) {
      return new Content(
          file.at(), file.bytes(), Packing.ENCODED, OptionalInt.of(label(label)), Optional.empty());
    }
    throw new ValueException(
        "is a pickle of something else, expected an object with the attributes "
            + ATTRIBUTES
            + " or a pair of a PNG or JPEG file as bytes (of protocol 3 or later) and a label");
  }

  private static Content ofObject(Instance object) throws ValueException {
    Map<String, Pickle> attributes = object.attributes();
    if (!attributes.keySet().containsAll(ATTRIBUTES)) {
      throw new ValueException(
          "is a pickled "
              + object.type()
              + " with the attributes "
              + attributes.keySet().stream().sorted().limit(16).toList()
              + ", expected "
              + ATTRIBUTES);
    }
    if (!(attributes.get("image") instanceof Span image)
        || image.kind() == Kind.TEXT
        || !(attributes.get("label") instanceof Int label)
        || !(attributes.get("channels") instanceof Int channels)
        || !(attributes.get("size") instanceof Items size)
        || size.items().size() != 2
        || !(size.items().get(0) instanceof Int height)
        || !(size.items().get(1) instanceof Int width)) {
      throw new ValueException(
          "is a pickled "
              + object.type()
              + " whose attributes are of other types, expected a number of channels, the pair"
              + " (height, width) as size, bytes as image and an integer as label");
    }
    ImageShape shape = shape(height, width, channels);
    boolean plain = image.kind() == Kind.BYTES;
    if (plain && image.bytes() != shape.bytes()) {
      throw new ValueException(
          "has an image of " + image.bytes() + " bytes, " + shape + " has " + shape.bytes());
    }
    return new Content(
        image.at(),
        image.bytes(),
        plain ? Packing.PIXELS : Packing.TEXT,
        OptionalInt.of(label(label)),
        Optional.of(shape));
  }

  private static ImageShape shape(Int height, Int width, Int channels) throws ValueException {
    try {
      return new ImageShape(
          Math.toIntExact(height.value()),
          Math.toIntExact(width.value()),
          Math.toIntExact(channels.value()),
          Layout.HWC);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ValueException("is of a shape that cannot be read: " + e.getMessage(), e);
    }
  }

  private static int label(Int label) throws ValueException {
    if (label.value() < 0 || label.value() > Integer.MAX_VALUE) {
      throw new ValueException("has label " + label.value());
    }
    return (int) label.value();
  }
}
