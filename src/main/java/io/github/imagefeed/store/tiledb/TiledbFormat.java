package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A TileDB group of three dense arrays; see the package for what lies in them. The library writes
 * them and reads the manifest; images are copied from memory maps of its files.
 */
public final class TiledbFormat implements StoreFormat {

  /**
   * Why this format cannot be used here, in one line; empty where nothing is known against it. The
   * library is not loaded to find that out, which takes a second and happens with the first store;
   * that it does not load is an {@link IOException} then.
   */
  public static Optional<String> missing() {
    return TiledbLibrary.missing();
  }

  @Override
  public String name() {
    return "tiledb";
  }

  @Override
  public String description() {
    return "a TileDB group with the dense arrays images and labels, read through memory maps";
  }

  @Override
  public boolean recognises(Path path) {
    return TiledbFolder.isOne(path);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store that is replaced or removed, also by {@link StoreWriter}, stays as it was for those
   * who have it open. One whose files are cut or written to under their names is noticed by the
   * length and the time of modification of each file that a batch was read from, at its end: such a
   * batch fails with a {@link StoreException}. A writer that sets that time back, or writes within
   * the same tick of the file system's clock as the one before, is not noticed; {@link
   * CheckedStore} does notice. Fragments that another program adds are not seen: a store is what
   * its manifest says. Where another program has consolidated and removed fragments it does not
   * open any more.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    return TiledbStore.open(path);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    return TiledbFolder.open(path, TiledbFolder::manifest);
  }

  /**
   * {@inheritDoc}
   *
   * <p>What the library says about group, arrays and fragments has checksums in the manifest, and
   * headers and unused cells between the images are compared with what the library writes there.
   * The name of the file with the manifest ends with that file's checksum.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    return TiledbStore.openStrictly(path);
  }

  @Override
  public StoreFormat like(Path path) throws IOException {
    return manifest(path).count() > 0 ? new TiledbFormat() : this;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An eighth of the images, and from 4 to 64 MiB of them, are held in memory until they are
   * written as one fragment: what a writer that is killed loses at most.
   */
  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return TiledbWriter.create(path, spec);
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return TiledbWriter.resume(path, spec, kept);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Writes further fragments behind those there are, at least one; nothing is written anew but
   * the manifest. Stores that are open for reading stay as they were. Many small appends make many
   * small files, each of whole tiles.
   *
   * @throws StoreException if another program has added fragments
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    return TiledbWriter.append(store, before, more);
  }

  @Override
  public StoreSize predictSize(StoreSpec spec) {
    return TiledbSize.of(spec);
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    FragmentPlan plan = FragmentPlan.of(spec.shape(), spec.count(), spec.count());
    return StorePlan.blocks(Math.min(spec.count(), plan.extent()));
  }
}
