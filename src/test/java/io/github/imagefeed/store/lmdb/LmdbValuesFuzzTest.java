package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.Trees;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.CursorIterable;
import org.lmdbjava.Dbi;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * A sound LMDB file with foreign content: the bytes are entries, each a length of one byte and a
 * key, a length of two bytes and a value. What is wrong with pages is no business of these.
 */
final class LmdbValuesFuzzTest {

  private static final long MAP_BYTES = 1 << 20;

  /** Above it values are refused by LMDB itself, in writing. */
  private static final int MAX_KEY_BYTES = 511;

  /** Of a manifest that claims many images: enough to see that each can be read. */
  private static final int READ_AT_MOST = 100;

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path one = at.resolve("one");
    Path many = at.resolve("many");
    TestImages.of(ImageShape.rgb(2, 2), 5).write(new LmdbFormat(2), one);
    TestImages.of(ImageShape.rgb(1, 2), 3).write(new LmdbFormat(1), many);
    return Stream.of(entries(one), entries(many));
  }

  private static byte[] entries(Path store) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try (Env<byte[]> env = Env.create(ByteArrayProxy.PROXY_BA).open(store.toFile());
        Txn<byte[]> txn = env.txnRead();
        CursorIterable<byte[]> entries = env.openDbi((String) null).iterate(txn)) {
      for (CursorIterable.KeyVal<byte[]> entry : entries) {
        out.writeByte(entry.key().length);
        out.write(entry.key());
        out.writeShort(entry.val().length);
        out.write(entry.val());
      }
    }
    return bytes.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void open(byte[] data) throws IOException {
    Path store = folder.resolve("store");
    Trees.delete(store);
    Files.createDirectories(store);
    write(store, ByteBuffer.wrap(data));
    Hostile.read(
        StoreException.class,
        store.toString(),
        () -> {
          try (ImageStore opened = new LmdbFormat().open(store)) {
            readAll(opened);
          }
          return true;
        });
  }

  private static void write(Path store, ByteBuffer data) {
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(MAP_BYTES)
            .open(store.toFile(), EnvFlags.MDB_NOSYNC, EnvFlags.MDB_NOLOCK)) {
      Dbi<byte[]> table = env.openDbi((String) null);
      try (Txn<byte[]> txn = env.txnWrite()) {
        while (data.remaining() > 1) {
          byte[] key = take(data, data.get() & 0xff);
          byte[] value = take(data, data.remaining() < 2 ? 0 : data.getShort() & 0xffff);
          if (key.length > 0 && key.length <= MAX_KEY_BYTES) {
            table.put(txn, key, value);
          }
        }
        txn.commit();
      }
    }
  }

  private static byte[] take(ByteBuffer data, int wanted) {
    byte[] taken = new byte[Math.min(wanted, data.remaining())];
    data.get(taken);
    return taken;
  }

  private static void readAll(ImageStore store) throws IOException {
    int count = Math.min(READ_AT_MOST, store.size());
    int[] labels = new int[count];
    ByteBuffer pixels = ByteBuffer.allocateDirect(count * store.shape().bytes());
    store.read(IntStream.range(0, count).toArray(), 0, count, pixels, labels);
    assertTrue(Arrays.stream(labels).allMatch(store.classes()::contains), "labels are classes");
  }
}
