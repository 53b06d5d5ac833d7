package io.github.imagefeed.store.hdf5;

import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.Message;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dataset that is declared without holding its data.
 *
 * @param name link name in the root group
 * @param type type of one element
 * @param space dimensions
 * @param chunks how its data are cut, where they are not contiguous
 */
record Part(String name, DataType type, DataSpace space, Optional<ChunkPlan> chunks) {

  /** A dataset whose dimensions are given, where jHDF would take them from an array in memory. */
  static Part of(String name, DataType type, long... dimensions) {
    int[] ones = new int[dimensions.length];
    Arrays.fill(ones, 1);
    Object example = Array.newInstance(byte.class, ones);
    return new Part(
        name,
        type,
        DataSpace.modifyDimensions(DataSpace.fromObject(example), dimensions),
        Optional.empty());
  }

  Part inChunks(ChunkPlan plan) {
    return new Part(name, type, space, Optional.of(plan));
  }

  /** Bytes of the data where they are contiguous. */
  long bytes() {
    return space.getTotalLength() * type.getSize();
  }

  /** Bytes of {@link #header}: the same for every address, as addresses have a fixed width. */
  int headerBytes() {
    return header(0, 0).capacity();
  }

  /**
   * The object header that lies at {@code at} and says that the data, or the index of its chunks,
   * lies at {@code data}.
   */
  ByteBuffer header(long at, long data) {
    List<Message> messages = new ArrayList<>();
    messages.add(DataTypeMessage.create(type));
    messages.add(DataSpaceMessage.create(space));
    messages.add(FillValueMessage.NO_FILL);
    if (chunks.isPresent()) {
      messages.addAll(chunks.get().messages(data, space.getDimensions()));
    } else {
      messages.add(ContiguousDataLayoutMessage.create(data, bytes()));
    }
    return new ObjectHeaderV2(at, messages).toBuffer();
  }
}
