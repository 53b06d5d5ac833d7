package io.github.imagefeed.store.hdf5;

import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.EarlyForce;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.RegionWriter;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Streams pixels, labels and checksums to their final places, then puts the header before them. */
final class Hdf5Writer implements ImageStoreWriter {

  /** One write call for hundreds of small images; more gains nothing. */
  private static final int IMAGE_BUFFER_BYTES = 1 << 20;

  private static final int LABEL_BUFFER_BYTES = 1 << 16;

  /** After so many bytes of pixels their labels are handed to the system, too: as often as they. */
  private static final long SAFE_BYTES = IMAGE_BUFFER_BYTES;

  private final Path path;
  private final FileChannel channel;
  private final Hdf5Header plan;
  private final Optional<ChunkPlan> chunks;
  private final ImageRegion images;
  private final RegionWriter labels;
  private final RegionWriter checksums;
  private final EarlyForce force;
  private long unwritten;

  private Hdf5Writer(
      Path path,
      FileChannel channel,
      Hdf5Header plan,
      Optional<ChunkPlan> chunks,
      ImageRegion images,
      int kept) {
    this.path = path;
    this.channel = channel;
    this.plan = plan;
    this.chunks = chunks;
    this.force = new EarlyForce(channel);
    this.images = images;
    long done = (long) kept * Integer.BYTES;
    this.labels = new RegionWriter(path, channel, plan.labelsAt() + done, LABEL_BUFFER_BYTES);
    this.checksums = new RegionWriter(path, channel, plan.checksumsAt() + done, LABEL_BUFFER_BYTES);
  }

  /**
   * Starts a file where none exists; if this fails, none does afterwards either.
   *
   * @param chunks how images are cut; empty for contiguous ones
   */
  static Hdf5Writer create(Path path, StoreSpec spec, Optional<ChunkPlan> chunks)
      throws IOException {
    Hdf5Header plan = new Hdf5Header(spec.draft(), chunks);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      // Zeros mark the file as unfinished, and the header cannot fail for want of space later.
      ByteBuffer zeros = ByteBuffer.allocate(Math.toIntExact(plan.bytes()));
      RegionWriter.write(path, channel, zeros, 0);
      RegionWriter out = new RegionWriter(path, channel, plan.imagesAt(), IMAGE_BUFFER_BYTES);
      ImageRegion images =
          chunks.isPresent() && chunks.get().deflated()
              ? new DeflateRegion(out, chunks.get(), plan.imagesAt())
              : new PlainRegion(out, chunks, plan.imagesAt());
      return new Hdf5Writer(path, channel, plan, chunks, images, 0);
    } catch (IOException | RuntimeException e) {
      try (channel) {
        Files.delete(path);
        throw e;
      }
    }
  }

  /**
   * Goes on behind the images that have their checksums.
   *
   * @param chunks as when it was started
   */
  static Hdf5Writer resume(Path path, StoreSpec spec, Optional<ChunkPlan> chunks, KeptImages kept)
      throws IOException {
    Hdf5Header plan = new Hdf5Header(spec.draft(), chunks);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      // A header may be there already, if the stop was late: until the end the file is unfinished.
      RegionWriter.write(path, channel, ByteBuffer.allocate(Math.toIntExact(plan.bytes())), 0);
      Hdf5Remains remains = new Hdf5Remains(channel, plan, spec);
      if (chunks.isEmpty() || !chunks.get().deflated()) {
        int count = remains.keepPlain(kept);
        long at = plan.imagesAt() + (long) count * spec.shape().bytes();
        RegionWriter out = new RegionWriter(path, channel, at, IMAGE_BUFFER_BYTES);
        ImageRegion images = new PlainRegion(out, chunks, plan.imagesAt());
        return new Hdf5Writer(path, channel, plan, chunks, images, count);
      }
      long[] starts = remains.keepDeflated(chunks.get(), kept);
      long at = starts[starts.length - 1];
      channel.truncate(at); // what lies behind may be longer than what will be written
      RegionWriter out = new RegionWriter(path, channel, at, IMAGE_BUFFER_BYTES);
      ImageRegion images = new DeflateRegion(out, chunks.get(), starts);
      int count = Math.min(spec.count(), (starts.length - 1) * chunks.get().images());
      return new Hdf5Writer(path, channel, plan, chunks, images, count);
    } catch (IOException | RuntimeException e) {
      try (channel) {
        throw e;
      }
    }
  }

  /**
   * Adds all images of another file of the same shape.
   *
   * @param path of the channel, for messages
   */
  void appendAll(Path path, FileChannel other, Hdf5Metadata metadata) throws IOException {
    images.putAll(path, other, metadata);
    StoreManifest manifest = metadata.manifest();
    force.wrote((long) manifest.count() * manifest.shape().bytes());
    for (int label : Hdf5Labels.read(path, other, metadata)) {
      labels.putInt(label);
    }
    for (int checksum : Hdf5Integers.read(path, other, metadata.checksumsAt(), metadata)) {
      checksums.putInt(checksum); // as it is: a damaged image stays one
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    images.put(pixels);
    force.wrote(pixels.length);
    labels.putInt(label);
    checksums.putInt(checksum);
    unwritten += pixels.length;
    if (unwritten >= SAFE_BYTES) { // if the program is killed, images without labels are lost
      labels.flush();
      checksums.flush();
      unwritten = 0;
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    Hdf5Header header = new Hdf5Header(manifest, chunks);
    if (!header.hasPlacesOf(plan)) {
      throw new IllegalArgumentException(
          path + ": the manifest at the end differs from the specification at the start");
    }
    long[] starts = images.finish();
    labels.flush();
    checksums.flush();
    force.await();
    // Data first: after a power cut a header must not stand before data that never arrived.
    DeviceWait.during(() -> channel.force(true));
    RegionWriter.write(path, channel, header.toBuffer(starts), 0);
    DeviceWait.during(() -> channel.force(true));
  }

  @Override
  public void close() throws IOException {
    images.close();
    channel.close();
  }
}
