package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.EarlyForce;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Streams pixels and labels to their final places, then puts the header before them. */
final class Hdf5Writer implements ImageStoreWriter {

  /** One write call for hundreds of small images; more gains nothing. */
  private static final int IMAGE_BUFFER_BYTES = 1 << 20;

  private static final int LABEL_BUFFER_BYTES = 1 << 16;

  /** As long as any digest, which is all that the plan of the file needs to know of it. */
  private static final String NO_DIGEST_YET = "0".repeat(64);

  private final Path path;
  private final FileChannel channel;
  private final Hdf5Header plan;
  private final RegionWriter images;
  private final RegionWriter labels;
  private final EarlyForce force;

  private Hdf5Writer(Path path, FileChannel channel, Hdf5Header plan) {
    this.path = path;
    this.channel = channel;
    this.plan = plan;
    this.force = new EarlyForce(channel);
    this.images = new RegionWriter(path, channel, plan.imagesAt(), IMAGE_BUFFER_BYTES);
    this.labels = new RegionWriter(path, channel, plan.labelsAt(), LABEL_BUFFER_BYTES);
  }

  /** Starts a file where none exists. */
  static Hdf5Writer create(Path path, StoreSpec spec) throws IOException {
    Hdf5Header plan =
        new Hdf5Header(
            new StoreManifest(
                spec.shape(), spec.count(), spec.classes(), spec.source(), NO_DIGEST_YET));
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      // Zeros mark the file as unfinished, and the header cannot fail for want of space later.
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(plan.imagesAt()));
      RegionWriter.write(path, channel, zeros, 0);
      return new Hdf5Writer(path, channel, plan);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Adds all images of another file of the same shape.
   *
   * @param path of the channel, for messages
   */
  void appendAll(Path path, FileChannel other) throws IOException {
    Hdf5Metadata metadata = Hdf5Metadata.read(path, other);
    StoreManifest manifest = metadata.manifest();
    long bytes = (long) manifest.count() * manifest.shape().bytes();
    images.transfer(other, metadata.imagesAt(), bytes);
    force.wrote(bytes);
    for (int label : Hdf5Store.readLabels(path, other, metadata)) {
      labels.putInt(label);
    }
  }

  @Override
  public void append(byte[] pixels, int label) throws IOException {
    images.put(pixels);
    force.wrote(pixels.length);
    labels.putInt(label);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    Hdf5Header header = new Hdf5Header(manifest);
    if (!header.hasPlacesOf(plan)) {
      throw new IllegalArgumentException(
          path + ": the manifest at the end differs from the specification at the start");
    }
    images.flush();
    labels.flush();
    force.await();
    // Data first: after a power cut a header must not stand before data that never arrived.
    DeviceWait.during(() -> channel.force(true));
    RegionWriter.write(path, channel, header.toBuffer(), 0);
    DeviceWait.during(() -> channel.force(true));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
