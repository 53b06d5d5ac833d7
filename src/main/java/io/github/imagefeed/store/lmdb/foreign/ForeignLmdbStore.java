package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.lmdb.LmdbEnvironment;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads by the index that was made at opening: raw pixels are one copy, others are unpacked. */
final class ForeignLmdbStore implements ImageStore {

  private final LmdbEnvironment environment;
  private final ImageIndex index;
  private final ChannelOrder order;
  private final StoreManifest manifest;
  private final ReadAhead ahead;

  /** As many as ever read at the same time. */
  private final Queue<Unpacker> idle = new ConcurrentLinkedQueue<>();

  /** Takes the environment over. */
  ForeignLmdbStore(LmdbEnvironment environment, ImageIndex index, Optional<ChannelOrder> order) {
    this.environment = environment;
    this.index = index;
    this.order = order.orElse(ChannelOrder.RGB);
    this.manifest =
        StoreManifest.foreign(
            index.shape(),
            index.size(),
            index.labels().classes(),
            "LMDB environment of another program, " + environment.path().getFileName());
    this.ahead = new ReadAhead(environment.data(), index.size());
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public boolean decodes() {
    return index.packing() != Packing.PIXELS;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of(index.people() + (index.shape().channels() == 3 ? ", " + order : ""));
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws IOException {
    Batches.check(shape(), size(), indices, from, to, pixels, labels);
    Unpacker unpacker = idle.poll();
    Unpacker mine =
        unpacker == null
            ? new Unpacker(
                shape(), index.packing(), order == ChannelOrder.BGR, LmdbValue.of(new byte[0]))
            : unpacker;
    try {
      environment.read(
          () -> {
            ahead.await(indices, from, to);
            read(mine, indices, from, to, pixels, labels);
            return labels;
          });
    } finally {
      idle.add(mine);
    }
  }

  private void read(
      Unpacker unpacker, int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
      throws StoreException {
    int bytes = shape().bytes();
    int at = pixels.position();
    for (int i = from; i < to; i++, at += bytes) {
      int image = indices[i];
      index.select(environment, image, unpacker.value());
      try {
        unpacker.unpack(index.at(image), index.bytes(image), pixels, at);
      } catch (ValueException e) {
        throw new StoreException(
            environment.where(index.entry(image))
                + ": the value of image "
                + image
                + " "
                + e.getMessage(),
            e);
      }
      labels[i - from] = index.labels().label(image);
    }
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  @Override
  public void close() throws IOException {
    ahead.close();
    environment.close();
  }
}
