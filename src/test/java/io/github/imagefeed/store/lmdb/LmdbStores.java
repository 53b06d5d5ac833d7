package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreAppender;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.Dbi;
import org.lmdbjava.DirectBufferProxy;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/** Stores with a past, for tests. */
final class LmdbStores {

  /** Some to a page. */
  static final ImageShape SMALL = ImageShape.rgb(4, 4);

  private LmdbStores() {}

  /** Written at once. */
  static Path fresh(Path store, LmdbFormat format, TestImages images) throws IOException {
    images.write(format, store);
    return store;
  }

  /** Written with half of the images, the rest added in three changes. */
  static Path appended(Path store, LmdbFormat format, TestImages images) throws IOException {
    int half = images.count() / 2;
    first(images, half).write(format, store);
    int part = (images.count() - half) / 3;
    append(format, store, images, half, half + part);
    append(format, store, images, half + part, half + 2 * part);
    append(format, store, images, half + 2 * part, images.count());
    return store;
  }

  /** Written with more images, the rest removed. */
  static Path shrunk(Path store, LmdbFormat format, TestImages images) throws IOException {
    first(images, 2 * images.count()).write(format, store);
    StoreShrinker.truncate(format, store, images.count() + 1);
    StoreShrinker.truncate(format, store, images.count());
    return store;
  }

  /** Shrunk, and without free pages. */
  static Path compacted(Path store, LmdbFormat format, TestImages images) throws IOException {
    StoreShrinker.compact(format, shrunk(store, format, images));
    return store;
  }

  static TestImages first(TestImages images, int count) {
    return new TestImages(images.shape(), count, images.classes(), images.seed());
  }

  static void append(StoreFormat format, Path store, TestImages images, int from, int to)
      throws IOException {
    try (StoreAppender appender = StoreAppender.open(format, store, to - from)) {
      for (int i = from; i < to; i++) {
        appender.append(images.pixels(i), images.label(i));
      }
      appender.finish();
    }
  }

  /** Pixels of all images and then labels, in one batch. */
  static ByteBuffer all(ImageStore store) throws IOException {
    int pixels = store.size() * store.shape().bytes();
    ByteBuffer all = ByteBuffer.allocateDirect(pixels + store.size() * Integer.BYTES);
    int[] indices = new int[store.size()];
    int[] labels = new int[store.size()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    store.read(indices, 0, indices.length, all, labels);
    for (int i = 0; i < labels.length; i++) {
      all.putInt(pixels + i * Integer.BYTES, labels[i]);
    }
    return all;
  }

  /** Another program's change: it knows that changes are counted. */
  static void put(Path store, String key, String value) {
    edit(
        store,
        (table, txn) -> {
          DirectBuffer revision = table.get(txn, direct("revision"));
          if (revision != null) {
            int next = revision.parseNaturalIntAscii(0, LmdbFiles.KEY_BYTES) + 1;
            table.put(txn, direct("revision"), LmdbRevision.value(next));
          }
          table.put(txn, direct(key), direct(value));
        });
  }

  /** From both of its states, so that the one before does not tell. */
  static void removeRevision(Path store) {
    edit(store, (table, txn) -> table.delete(txn, direct("revision")));
    edit(store, (table, txn) -> table.put(txn, direct("00000000"), copy(table, txn)));
  }

  private static DirectBuffer copy(Dbi<DirectBuffer> table, Txn<DirectBuffer> txn) {
    DirectBuffer value = table.get(txn, direct("00000000"));
    UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(value.capacity()));
    copy.putBytes(0, value, 0, value.capacity());
    return copy;
  }

  private static void edit(Path store, BiConsumer<Dbi<DirectBuffer>, Txn<DirectBuffer>> work) {
    try (Env<DirectBuffer> env =
        Env.create(DirectBufferProxy.PROXY_DB)
            .setMapSize(1 << 22)
            .open(store.toFile(), EnvFlags.MDB_NOLOCK)) {
      Dbi<DirectBuffer> table = env.openDbi((String) null);
      try (Txn<DirectBuffer> txn = env.txnWrite()) {
        work.accept(table, txn);
        txn.commit();
      }
    }
  }

  private static DirectBuffer direct(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(bytes.length));
    buffer.putBytes(0, bytes);
    return buffer;
  }
}
