package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.RegionWriter;
import io.jhdf.ObjectHeader.ObjectHeaderV2;
import io.jhdf.Superblock;
import io.jhdf.WritableHdfFile;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.message.GroupInfoMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.Message;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an HDF5 file of contiguous uint8 datasets and nothing else: no store of ours, but what
 * other programs expect to find. Each dataset is put front to back, in turns with the others as one
 * likes. One thread at a time.
 */
public final class PlainHdf5Writer implements Closeable {

  private static final int ALIGNMENT = 4096;
  private static final int BUFFER_BYTES = 1 << 18;

  /**
   * A dataset of the root group.
   *
   * @param name its link
   * @param shape lengths of its dimensions, at least one, each at least 1
   */
  public record Dataset(String name, List<Integer> shape) {
    public Dataset {
      shape = List.copyOf(shape);
      if (shape.isEmpty() || shape.stream().anyMatch(length -> length < 1)) {
        throw new IllegalArgumentException(
            "dataset " + name + " has shape " + shape + ", expected lengths of at least 1");
      }
    }

    private Part part(DataType type) {
      return Part.of(name, type, shape.stream().mapToLong(length -> length).toArray());
    }
  }

  private final Path path;
  private final FileChannel channel;
  private final List<Part> parts = new ArrayList<>();
  private final List<Long> starts = new ArrayList<>();
  private final List<RegionWriter> regions = new ArrayList<>();
  private final long end;

  private PlainHdf5Writer(Path path, FileChannel channel, List<Dataset> datasets) {
    this.path = path;
    this.channel = channel;
    DataType type = uint8();
    datasets.forEach(dataset -> parts.add(dataset.part(type)));
    long at = headersAt() + parts.stream().mapToLong(Part::headerBytes).sum();
    for (Part part : parts) {
      at = (at + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      starts.add(at);
      regions.add(new RegionWriter(path, channel, at, BUFFER_BYTES));
      at += part.bytes();
    }
    this.end = at;
  }

  /** Starts a file where none exists. */
  public static PlainHdf5Writer create(Path path, List<Dataset> datasets) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return new PlainHdf5Writer(path, channel, datasets);
    } catch (RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /**
   * H5T_STD_U8BE. A byte has no order, but h5dump shows which one was said, and h5py's examples,
   * which have become many people's files, say this one. jHDF makes the other, and keeps what it
   * reads.
   */
  private static DataType uint8() {
    ByteBuffer message = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    message.put((byte) (1 << 4 | FixedPoint.CLASS_ID)); // version 1
    message.put((byte) 1).put((byte) 0).put((byte) 0); // big-endian, unsigned
    message.putInt(1); // one byte
    message.putShort((short) 0).putShort((short) Byte.SIZE); // offset and number of its bits
    return DataType.readDataType(message.flip());
  }

  /**
   * Puts the next bytes of a dataset.
   *
   * @param dataset its place in the list that was given
   * @throws IOException with the path, for example on a full disk
   */
  public void put(int dataset, byte[] bytes) throws IOException {
    RegionWriter region = regions.get(dataset);
    long room = starts.get(dataset) + parts.get(dataset).bytes() - region.position();
    if (bytes.length > room) {
      throw new IllegalArgumentException(
          bytes.length + " bytes for " + parts.get(dataset).name() + ", which lacks " + room);
    }
    region.put(bytes);
  }

  /**
   * Puts the header before the data, and forces both to the device.
   *
   * @throws IllegalStateException if a dataset is not full
   */
  public void finish() throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      long missing = starts.get(i) + parts.get(i).bytes() - regions.get(i).position();
      if (missing != 0) {
        throw new IllegalStateException(parts.get(i).name() + " lacks " + missing + " bytes");
      }
      regions.get(i).flush();
    }
    RegionWriter.write(path, channel, header(), 0);
    DeviceWait.during(() -> channel.force(true));
  }

  private ByteBuffer header() {
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(starts.get(0)));
    file.put(new Superblock.SuperblockV2V3().toBuffer(end));
    List<Message> links = new ArrayList<>();
    file.position((int) headersAt());
    for (int i = 0; i < parts.size(); i++) {
      links.add(LinkMessage.create(parts.get(i).name(), file.position()));
      file.put(parts.get(i).header(file.position(), starts.get(i)));
    }
    file.position((int) WritableHdfFile.ROOT_GROUP_ADDRESS).put(root(links));
    return file.clear();
  }

  /** Behind the root group, which is as long with any addresses. */
  private long headersAt() {
    List<Message> links = new ArrayList<>();
    parts.forEach(part -> links.add(LinkMessage.create(part.name(), 0)));
    return WritableHdfFile.ROOT_GROUP_ADDRESS + root(links).capacity();
  }

  private static ByteBuffer root(List<Message> links) {
    List<Message> messages = new ArrayList<>();
    messages.add(GroupInfoMessage.createBasic());
    messages.add(LinkInfoMessage.createBasic());
    messages.addAll(links);
    return new ObjectHeaderV2(WritableHdfFile.ROOT_GROUP_ADDRESS, messages).toBuffer();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
