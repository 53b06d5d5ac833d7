package io.github.imagefeed.source.webdataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Keeps the shard open that was read last, and no other: a set may have thousands. */
final class OneOpen implements Closeable {

  private record Opened(Shard shard, ShardBytes bytes) {}

  private Optional<Opened> current = Optional.empty();

  /**
   * The encoded image of a sample.
   *
   * @throws io.github.imagefeed.source.SourceException if the shard is not the one that was indexed
   *     any more
   */
  byte[] read(Shard shard, int index) throws IOException {
    return shard.state().intact(() -> bytes(shard, index));
  }

  private byte[] bytes(Shard shard, int index) throws IOException {
    if (current.isEmpty() || !current.get().shard().path().equals(shard.path())) {
      close();
      current = Optional.of(new Opened(shard, ShardBytes.open(shard.path())));
    }
    Sample sample = shard.samples().get(index);
    return current.get().bytes().read(sample.offset(), sample.length());
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      ShardBytes last = current.get().bytes();
      current = Optional.empty();
      last.close();
    }
  }
}
