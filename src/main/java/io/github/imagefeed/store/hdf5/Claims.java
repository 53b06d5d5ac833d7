package io.github.imagefeed.store.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import java.nio.ByteBuffer;

/**
 * Sizes that metadata claim: jHDF makes the array that a dimension asks for before it looks whether
 * there are as many values. Failures are runtime exceptions, as jHDF's own are.
 */
public final class Claims {

  /** Each becomes a text of its own; the largest sets of images have some 20,000 classes. */
  private static final int MAX_VALUES = 1_000_000;

  private Claims() {}

  /** Checks a single value or a list against the bytes that the attribute has. */
  public static void require(Attribute attribute) {
    ByteBuffer held = attribute.getBuffer();
    require(
        "attribute '" + attribute.getName() + "'",
        attribute.getDimensionsAsLong(),
        attribute.getDataType(),
        held == null ? 0 : held.capacity());
  }

  /** Checks a list whose bytes lie within the file. */
  public static void require(ContiguousDataset dataset) {
    require(
        "dataset '" + dataset.getName() + "'",
        dataset.getDimensionsAsLong(),
        dataset.getDataType(),
        dataset.getSizeInBytes());
  }

  private static void require(String what, long[] dimensions, DataType type, long held) {
    if (dimensions.length > 1) {
      throw new IllegalArgumentException(
          what + " has " + dimensions.length + " dimensions, expected at most one");
    }
    long values = dimensions.length == 0 ? 1 : dimensions[0];
    if (values < 0 || values > MAX_VALUES) {
      throw new IllegalArgumentException(
          what + " claims " + values + " values, expected at most " + MAX_VALUES);
    }
    if (type.getSize() < 0 || values * type.getSize() > held) {
      throw new IllegalArgumentException(
          what + " claims " + values + " values of " + type.getSize() + " bytes, it has " + held);
    }
  }
}
