package io.github.imagefeed.store.jhdf5;

import ch.systemsx.cisd.hdf5.IHDF5ByteReader;
import ch.systemsx.cisd.hdf5.IHDF5Reader;
import hdf.hdf5lib.exceptions.HDF5Exception;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoredLabels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Reads images through JHDF5, neighbours in one call, into heap arrays and from there into the
 * batch; labels are in memory. File and dataset stay open.
 */
final class Jhdf5Store implements ImageStore {

  private final Path path;
  private final OpenFile file;
  private final IHDF5Reader reader;
  private final IHDF5ByteReader bytes;
  private final StoreManifest manifest;
  private final int[] labels;
  private final int imageBytes;
  private final ReadAhead ahead;

  /** As many as threads have read at the same time. */
  private final Queue<Piece> pieces = new ConcurrentLinkedQueue<>();

  /** Shared by readers, who take turns in JHDF5 anyway; taken whole to close. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  private Jhdf5Store(
      Path path, OpenFile file, IHDF5Reader reader, StoreManifest manifest, int[] labels) {
    this.path = path;
    this.file = file;
    this.reader = reader;
    this.manifest = manifest;
    this.labels = labels;
    this.bytes = reader.uint8();
    this.imageBytes = manifest.shape().bytes();
    this.ahead = new ReadAhead(path, manifest.count());
  }

  /**
   * Opens a finished file; anew where it was replaced meanwhile, as it cannot be told which of the
   * two was opened.
   *
   * @param strictly whether the file's own end is compared with its length; labels are not looked
   *     at then
   */
  static Jhdf5Store open(Path path, boolean strictly) throws IOException {
    while (true) {
      OpenFile file = OpenFile.of(path);
      Jhdf5Store store = file.intact(() -> open(path, file, strictly));
      if (file.isNamed()) {
        return store;
      }
      store.close();
    }
  }

  private static Jhdf5Store open(Path path, OpenFile file, boolean strictly) throws IOException {
    Mark mark = Mark.of(path);
    requireHdf5(path, file, mark);
    if (strictly) {
      requireStrictly(path, file, mark);
    }
    IHDF5Reader reader = Jhdf5Library.reader(path);
    try {
      StoreManifest manifest = Metadata.read(path, file.size(), reader);
      int[] labels = reader.int32().readArray(Names.path(Names.LABELS));
      if (!strictly) {
        StoredLabels.requireClasses(path, labels, manifest.classes());
      }
      return new Jhdf5Store(path, file, reader, manifest, labels);
    } catch (HDF5Exception e) {
      reader.close();
      throw new StoreException(path + ": damaged: HDF5 says: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** What a finished file says about itself; anew where it was replaced meanwhile. */
  static StoreManifest manifest(Path path) throws IOException {
    while (true) {
      OpenFile file = OpenFile.of(path);
      StoreManifest manifest =
          file.intact(
              () -> {
                requireHdf5(path, file, Mark.of(path));
                try (IHDF5Reader reader = Jhdf5Library.reader(path)) {
                  return Metadata.read(path, file.size(), reader);
                }
              });
      if (file.isNamed()) {
        return manifest;
      }
    }
  }

  private static void requireHdf5(Path path, OpenFile file, Mark mark) throws StoreException {
    if (!mark.isHdf5()) {
      throw new StoreException(
          path
              + ": unfinished store, or not an HDF5 file: no HDF5 signature at the start of its "
              + file.size()
              + " bytes; write it again");
    }
  }

  private static void requireStrictly(Path path, OpenFile file, Mark mark) throws StoreException {
    if (!mark.isOurs()) {
      throw new StoreException(path + ": damaged, or not written through JHDF5 by imagefeed");
    }
    if (mark.end() != file.size()) {
      throw new StoreException(
          path
              + ": damaged: it says that it ends at byte "
              + mark.end()
              + ", found are "
              + file.size()
              + " bytes");
    }
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public Optional<String> layout() {
    return Optional.of("contiguous, through JHDF5");
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    use.readLock().lock();
    try {
      requireOpen();
      Batches.check(shape(), size(), indices, from, to, pixels, out);
      file.requireNotSeenChanged();
      ahead.await(indices, from, to);
      Piece pooled = pieces.poll();
      Piece piece = pooled == null ? newPiece() : pooled;
      try {
        copy(indices, from, to, piece, pixels);
      } finally {
        pieces.add(piece);
      }
      for (int i = from; i < to; i++) {
        out[i - from] = labels[indices[i]];
      }
      file.requireIntact();
    } catch (HDF5Exception e) {
      throw failed(e);
    } finally {
      use.readLock().unlock();
    }
  }

  private Piece newPiece() {
    return new Piece(
        reader.object().openDataSet(Names.path(Names.IMAGES)), manifest.shape(), manifest.count());
  }

  private void copy(int[] indices, int from, int to, Piece piece, ByteBuffer pixels) {
    int at = pixels.position();
    for (int first = from, end; first < to; first = end) {
      end = first + Math.min(piece.images(), to - first);
      for (int i = first, next; i < end; i = next) {
        next = i + 1;
        while (next < end && indices[next] == indices[next - 1] + 1) {
          next++;
        }
        piece.read(bytes, indices[i], next - i, i - first);
      }
      int length = (end - first) * imageBytes;
      pixels.put(at, piece.bytes(), 0, length);
      at += length;
    }
  }

  @Override
  public Optional<int[]> checksums() throws IOException {
    use.readLock().lock();
    try {
      requireOpen();
      file.requireNotSeenChanged();
      int[] checksums = reader.uint32().readArray(Names.path(Names.CHECKSUMS));
      file.requireIntact();
      return Optional.of(checksums);
    } catch (HDF5Exception e) {
      throw failed(e);
    } finally {
      use.readLock().unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
  }

  /** Not damage: what HDF5 reads here has no structure that could be damaged. */
  private IOException failed(HDF5Exception e) throws IOException {
    file.requireIntact();
    return new IOException(path + ": reading failed, HDF5 says: " + e.getMessage(), e);
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  /** Waits for reads under way, of which JHDF5 must not lose the file. */
  @Override
  public void close() {
    ahead.close();
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        pieces.forEach(Piece::close);
        reader.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
