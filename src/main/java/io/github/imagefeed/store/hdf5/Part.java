package io.github.imagefeed.store.hdf5;

import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A contiguous dataset that is declared without holding its data.
 *
 * @param name link name in the root group
 * @param type type of one element
 * @param space dimensions
 */
record Part(String name, DataType type, DataSpace space) {

  /** A dataset whose dimensions are given, where jHDF would take them from an array in memory. */
  static Part of(String name, DataType type, long... dimensions) {
    int[] ones = new int[dimensions.length];
    Arrays.fill(ones, 1);
    Object example = Array.newInstance(byte.class, ones);
    return new Part(
        name, type, DataSpace.modifyDimensions(DataSpace.fromObject(example), dimensions));
  }

  /** Bytes of the data. */
  long bytes() {
    return space.getTotalLength() * type.getSize();
  }

  /** Bytes of {@link #header}: the same for every address, as addresses have a fixed width. */
  int headerBytes() {
    return header(0, 0).capacity();
  }

  /** The object header that lies at {@code at} and says that the data lies at {@code data}. */
  ByteBuffer header(long at, long data) {
    return new ObjectHeaderV2(
            at,
            List.of(
                DataTypeMessage.create(type),
                DataSpaceMessage.create(space),
                FillValueMessage.NO_FILL,
                ContiguousDataLayoutMessage.create(data, bytes())))
        .toBuffer();
  }
}
