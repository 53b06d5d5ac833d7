package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.ReadAhead;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Images of a file of another program, through memory maps; labels are in memory. */
final class ForeignStore implements ImageStore {

  private final Path path;
  private final MappedFile file;
  private final StoreManifest manifest;
  private final PixelReader images;
  private final int[] labels;
  private final String layout;
  private final ReadAhead ahead;
  private volatile boolean closed;

  /** Takes the labels over, which are checked. */
  ForeignStore(
      Path path,
      MappedFile file,
      StoreManifest manifest,
      PixelReader images,
      int[] labels,
      String layout) {
    this.path = path;
    this.file = file;
    this.manifest = manifest;
    this.images = images;
    this.labels = labels;
    this.layout = layout;
    this.ahead = new ReadAhead(path, manifest.count());
  }

  @Override
  public StoreManifest manifest() {
    return manifest;
  }

  @Override
  public boolean decodes() {
    return images.decodes();
  }

  @Override
  public int pieceImages() {
    return images.pieceImages();
  }

  @Override
  public Optional<String> layout() {
    return Optional.of(layout);
  }

  @Override
  public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    if (closed) {
      throw new IllegalStateException(path + " is closed");
    }
    Batches.check(shape(), size(), indices, from, to, pixels, out);
    file.requireNotSeenChanged();
    ahead.await(indices, from, to);
    try {
      copy(indices, from, to, pixels, out);
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  /** Catches, too: now and then the error of a compiled loop passes by a handler around it. */
  private void copy(int[] indices, int from, int to, ByteBuffer pixels, int[] out)
      throws IOException {
    try {
      images.read(indices, from, to, pixels);
      for (int i = from; i < to; i++) {
        out[i - from] = labels[indices[i]];
      }
      file.requireIntact();
    } catch (StoreException e) {
      file.requireIntact(); // what was written over it may well look damaged
      throw e;
    } catch (InternalError e) {
      throw file.explained(e);
    }
  }

  @Override
  public void readAhead() {
    ahead.start();
  }

  @Override
  public void close() {
    closed = true;
    ahead.close();
    images.close();
  }
}
