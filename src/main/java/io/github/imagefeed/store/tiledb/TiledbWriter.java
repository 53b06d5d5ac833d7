package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects images until they fill a fragment and writes that with its labels and checksums; at the
 * end, when all is on the device, puts the manifest in its place by one rename.
 */
final class TiledbWriter implements ImageStoreWriter {

  private final Path store;
  private final List<TiledArray> arrays;
  private final FragmentPlan plan;
  private final TiledbEngine engine;
  private final TiledbParts parts;
  private final Workshop workshop;
  private final Contents before;

  /** Whether there is a store already, which {@link #close} leaves as it was. */
  private final boolean grows;

  private Contents contents;
  private List<ByteBuffer> records = List.of();
  private int buffered;
  private long timestamp;
  private boolean published;

  private TiledbWriter(
      Path store, ImageShape shape, FragmentPlan plan, Contents contents, boolean grows)
      throws IOException {
    this.store = store;
    this.arrays = TiledArray.of(shape);
    this.plan = plan;
    this.parts = new TiledbParts(store, arrays);
    this.workshop = new Workshop(store);
    this.before = contents;
    this.contents = contents;
    this.grows = grows;
    this.timestamp = parts.nextTimestamp();
    this.engine = TiledbEngine.start();
  }

  /** Starts a store where nothing is; if this fails, nothing is there afterwards either. */
  static TiledbWriter create(Path store, StoreSpec spec) throws IOException {
    FragmentPlan plan = FragmentPlan.of(spec.shape(), spec.count(), spec.count());
    try (TiledbEngine engine = TiledbEngine.start()) {
      engine.createGroup(store, TiledArray.of(spec.shape()));
      Contents contents = new Contents(files(store), List.of());
      new Workshop(store).open(contents);
      return new TiledbWriter(store, spec.shape(), plan, contents, false);
    } catch (IOException | RuntimeException e) {
      Trees.delete(store);
      throw e;
    }
  }

  /** What the library has written before there are fragments. */
  private static List<Contents.Checked> files(Path store) throws IOException {
    List<Contents.Checked> files = new ArrayList<>();
    try (var all = Files.walk(store)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
        String path = store.relativize(file).toString().replace('\\', '/');
        files.add(new Contents.Checked(Contents.crc(file), path));
      }
    }
    return files;
  }

  /**
   * Goes on behind the fragments that are whole and whose images have their checksums; of the next
   * one the images up to the first that is damaged are written anew.
   */
  static TiledbWriter resume(Path store, StoreSpec spec, KeptImages kept) throws IOException {
    FragmentPlan plan = FragmentPlan.of(spec.shape(), spec.count(), spec.count());
    TiledbRemains remains = new TiledbRemains(store, spec);
    Contents whole = remains.whole();
    new Workshop(store).open(whole);
    TiledbWriter writer = new TiledbWriter(store, spec.shape(), plan, whole, false);
    try {
      writer.withdrawManifest();
      remains.hand(whole, kept);
      remains.handRest(
          whole,
          (pixels, label, checksum) -> {
            writer.append(pixels, label, checksum);
            kept.keep(pixels, label, checksum);
          });
      if (writer.buffered > 0) {
        writer.write(writer.contents.count());
      }
      writer.parts.removeOthers(writer.contents);
      return writer;
    } catch (IOException | RuntimeException e) {
      try (writer) {
        throw e;
      }
    }
  }

  /** One is there if the stop was late: until the end the store is unfinished. */
  private void withdrawManifest() throws IOException {
    for (Path metadata : Workshop.children(parts.metadata())) {
      Files.delete(metadata);
    }
    Trees.force(parts.metadata());
  }

  /** Starts behind the images of a store. */
  static TiledbWriter append(Path store, StoreManifest before, int more) throws IOException {
    Contents contents = TiledbFolder.open(store, TiledbFolder::contents);
    if (contents.count() != before.count()) {
      throw new StoreException(store + ": was changed meanwhile; try again");
    }
    TiledbParts parts = new TiledbParts(store, TiledArray.of(before.shape()));
    Workshop workshop = new Workshop(store);
    List<Path> left =
        workshop.exists() // an append was killed
            ? parts.leftByAppend(contents, TiledbRemains.noted(store).orElse(contents))
            : List.of();
    List<Path> foreign = new ArrayList<>(parts.others(contents));
    foreign.removeAll(left);
    if (!foreign.isEmpty()) {
      throw new StoreException(
          store + ": another program has written to it: " + foreign.get(0) + "; import it again");
    }
    for (Path path : left) {
      Trees.delete(path);
    }
    FragmentPlan plan = FragmentPlan.of(before.shape(), before.count() + more, more);
    workshop.open(contents);
    return new TiledbWriter(store, before.shape(), plan, contents, true);
  }

  @Override
  public void append(byte[] pixels, int label, int checksum) throws IOException {
    int first = contents.count();
    int end = plan.end(first);
    if (buffered == 0) {
      allocate(end - first);
    }
    records.get(TiledArray.IMAGES).put(pixels);
    records.get(TiledArray.LABELS).putInt(label);
    records.get(TiledArray.CHECKSUMS).putInt(checksum);
    buffered++;
    if (first + buffered == end) {
      write(first);
    }
  }

  /** Keeps the buffers, of which all but the first and the last are as long. */
  private void allocate(int images) {
    if (records.isEmpty() || records.get(TiledArray.LABELS).capacity() < images * Integer.BYTES) {
      records =
          arrays.stream()
              .map(
                  array ->
                      ByteBuffer.allocateDirect(Math.multiplyExact(images, array.recordBytes())))
              .toList();
    }
    records.forEach(each -> each.clear().order(ByteOrder.LITTLE_ENDIAN));
  }

  private void write(int first) throws IOException {
    List<Fragment.Part> written = new ArrayList<>();
    for (int a = 0; a < arrays.size(); a++) {
      Path array = parts.array(a);
      ByteBuffer cells = records.get(a).flip();
      String name = engine.write(array, arrays.get(a), timestamp, first, buffered, cells);
      Path metadata = new Fragment.Part(name, 0).metadata(array);
      written.add(new Fragment.Part(name, Contents.crc(metadata)));
    }
    Fragment fragment = new Fragment(first, buffered, written);
    workshop.add(fragment);
    contents = contents.with(fragment);
    timestamp++;
    buffered = 0;
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    if (contents.count() != manifest.count()) {
      throw new IllegalArgumentException(
          store + ": has " + contents.count() + " images, the manifest says " + manifest.count());
    }
    if (grows) {
      parts.force(
          contents.fragments().subList(before.fragments().size(), contents.fragments().size()));
    } else {
      workshop.forceStore();
    }
    List<Path> older = Workshop.children(parts.metadata());
    workshop.publish(
        engine,
        parts.metadata(),
        timestamp,
        Map.of(
            TiledbFolder.MANIFEST,
            ManifestJson.write(manifest),
            TiledbFolder.CONTENTS,
            contents.sealed()));
    published = true;
    Trees.force(parts.metadata());
    for (Path metadata : older) {
      Files.delete(metadata);
    }
    workshop.remove();
    Trees.force(parts.metadata());
    Trees.force(store);
  }

  @Override
  public void close() throws IOException {
    try (engine) {
      if (grows && !published) {
        for (Path path : parts.leftByAppend(before, contents)) {
          Trees.delete(path);
        }
        workshop.remove();
      }
    }
  }
}
