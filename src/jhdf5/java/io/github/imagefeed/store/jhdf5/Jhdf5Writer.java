package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.hdf5.HDF5DataSet;
import ch.systemsx.cisd.hdf5.HDF5IntStorageFeatures;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import hdf.hdf5lib.exceptions.HDF5Exception;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.EarlyForce;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Streams images, labels and checksums into datasets of known extent, a piece at a time, and hands
 * each piece to the system; the attributes that make the file a store come last.
 */
final class Jhdf5Writer implements ImageStoreWriter {

  private final Path path;
  private final StoreSpec spec;
  private final IHDF5Writer file;
  private final HDF5DataSet labels;
  private final HDF5DataSet checksums;

  /** Of the same file: JHDF5 has no force that says when it failed. */
  private final FileChannel channel;

  private final EarlyForce force;
  private final Piece piece;
  private final int[] pieceLabels;
  private final int[] pieceChecksums;
  private int written;
  private int held;

  private Jhdf5Writer(
      Path path, StoreSpec spec, IHDF5Writer file, Datasets datasets, FileChannel channel) {
    this.path = path;
    this.spec = spec;
    this.file = file;
    this.labels = datasets.labels();
    this.checksums = datasets.checksums();
    this.channel = channel;
    this.force = new EarlyForce(channel);
    this.piece = new Piece(datasets.images(), spec.shape(), spec.count());
    this.pieceLabels = new int[piece.images()];
    this.pieceChecksums = new int[piece.images()];
  }

  /** The three of a file, open. */
  private record Datasets(HDF5DataSet images, HDF5DataSet labels, HDF5DataSet checksums) {

    static Datasets create(IHDF5Writer file, ImageShape shape, int count) {
      int[] one = Piece.dimensions(shape, 1);
      long[] all = Arrays.stream(one).asLongStream().toArray();
      all[0] = count;
      return new Datasets(
          file.uint8()
              .createMDArrayAndOpen(
                  Names.path(Names.IMAGES),
                  all,
                  one,
                  HDF5IntStorageFeatures.INT_CONTIGUOUS_UNSIGNED),
          file.int32()
              .createArrayAndOpen(
                  Names.path(Names.LABELS), count, 1, HDF5IntStorageFeatures.INT_CONTIGUOUS),
          file.uint32()
              .createArrayAndOpen(
                  Names.path(Names.CHECKSUMS),
                  count,
                  1,
                  HDF5IntStorageFeatures.INT_CONTIGUOUS_UNSIGNED));
    }

    static Datasets open(IHDF5Writer file) {
      return new Datasets(
          file.object().openDataSet(Names.path(Names.IMAGES)),
          file.object().openDataSet(Names.path(Names.LABELS)),
          file.object().openDataSet(Names.path(Names.CHECKSUMS)));
    }
  }

  /** Starts a file where none exists; if this fails, none does afterwards either. */
  static Jhdf5Writer create(Path path, StoreSpec spec) throws IOException {
    Attributes.require(spec.draft());
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.close(); // so that no permission, no folder, no space is an error as others know it
    Files.delete(path);
    try {
      IHDF5Writer file = Jhdf5Library.writer(path);
      return opened(
          path,
          spec,
          file,
          () -> {
            Datasets datasets = Datasets.create(file, spec.shape(), spec.count());
            Attributes.writeLongClasses(file, spec.draft());
            return datasets;
          });
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private interface Opening {
    Datasets datasets() throws IOException;
  }

  private static Jhdf5Writer opened(Path path, StoreSpec spec, IHDF5Writer file, Opening opening)
      throws IOException {
    try {
      Datasets datasets = opening.datasets();
      file.file().flush(); // from here on the file opens, and only pixels and labels change in it
      FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
      return new Jhdf5Writer(path, spec, file, datasets, channel);
    } catch (HDF5Exception e) {
      file.close();
      throw new IOException(path + ": cannot be written, HDF5 says: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Goes on behind the images that have their checksums. */
  static Jhdf5Writer resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    if (!Mark.of(path).isOurs()) {
      throw new StoreException(path + ": not begun through JHDF5, or cut before it could be read");
    }
    IHDF5Writer file = Jhdf5Library.writer(path);
    Jhdf5Writer writer =
        opened(
            path,
            spec,
            file,
            () -> {
              requireFits(path, spec, file);
              Attributes.unfinish(file);
              return Datasets.open(file);
            });
    try {
      writer.written = writer.remains(kept);
      return writer;
    } catch (HDF5Exception e) {
      try (writer) {
        throw new StoreException(path + ": damaged, HDF5 says: " + e.getMessage(), e);
      }
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  private static void requireFits(Path path, StoreSpec spec, IHDF5Writer file) throws IOException {
    int[] found;
    try {
      found = Metadata.datasets(path, Files.size(path), file);
    } catch (RuntimeException e) { // whatever the damage leads JHDF5 to
      throw new StoreException(path + ": damaged HDF5 metadata: " + e, e);
    }
    int[] expected = Piece.dimensions(spec.shape(), spec.count());
    if (!Arrays.equals(expected, found)) {
      throw new StoreException(
          path
              + ": images of dimensions "
              + Arrays.toString(found)
              + ", expected "
              + Arrays.toString(expected));
    }
  }

  private int remains(KeptImages kept) throws IOException {
    Remains remains = new Remains(spec, piece, kept);
    int[] allLabels = file.int32().readArray(Names.path(Names.LABELS));
    int[] allChecksums = file.uint32().readArray(Names.path(Names.CHECKSUMS));
    int done = 0;
    while (done < spec.count()) {
      int wanted = Math.min(piece.images(), spec.count() - done);
      piece.read(file.uint8(), done, wanted, 0);
      int right = remains.keep(done, wanted, allLabels, allChecksums);
      done += right;
      if (right < wanted) {
        break;
      }
    }
    return done;
  }

  /** Adds all images of another store of the same shape; damaged ones stay damaged. */
  void appendAll(Jhdf5Store other) throws IOException {
    int[] sums = other.checksums().orElseThrow();
    CopiedImages copies = new CopiedImages(other, piece.images());
    for (int i = 0; i < other.size(); i++) {
      append(copies.pixels(i), copies.label(i), sums[i]);
    }
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    System.arraycopy(pixels, 0, piece.bytes(), held * pixels.length, pixels.length);
    pieceLabels[held] = label;
    pieceChecksums[held] = checksum;
    held++;
    if (held == piece.images()) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (held == 0) {
      return;
    }
    try {
      piece.write(file.uint8(), written, held);
      file.int32().writeArrayBlockWithOffset(labels, pieceLabels, held, written);
      file.uint32().writeArrayBlockWithOffset(checksums, pieceChecksums, held, written);
      file.file().flush(); // if the program is killed, images without labels are lost
    } catch (HDF5Exception e) {
      throw failed(e);
    }
    force.wrote((long) held * spec.shape().bytes());
    written += held;
    held = 0;
  }

  private IOException failed(HDF5Exception e) {
    return new IOException(
        path + ": writing at image " + written + " failed, HDF5 says: " + e.getMessage(), e);
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    flush();
    force.await();
    DeviceWait.during(() -> channel.force(true)); // data first, as a file with attributes opens
    try {
      Attributes.write(file, manifest);
      closeFile();
    } catch (HDF5Exception e) {
      throw failed(e);
    }
    DeviceWait.during(() -> channel.force(true));
    if (!Mark.of(path).isOurs()) {
      throw new IOException(
          path
              + ": this version of JHDF5 lays out files in another way than the format recognises;"
              + " use 19.04.1");
    }
  }

  private void closeFile() {
    if (!file.file().isClosed()) {
      piece.close();
      labels.close();
      checksums.close();
      file.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      closeFile();
    } catch (HDF5Exception e) {
      throw failed(e);
    }
  }
}
