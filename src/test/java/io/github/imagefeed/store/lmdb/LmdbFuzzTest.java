package io.github.imagefeed.store.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreShrinker;
import io.github.imagefeed.store.TestImages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files with random damage: refused, or every block is read from where it lay. A crash of the JVM
 * ends the run.
 */
final class LmdbFuzzTest {

  private static final int MUTATIONS = 2_500;

  /** Of these some are changed, too, as far as they can be. */
  private static final int CHANGED_EACH = 50;

  private static final int PAGE = 4096;

  @TempDir Path folder;

  /** One value a page, several a page, pages of values, trees of two levels; with every past. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void refusedOrTheSamePlaces(int kind) throws IOException {
    List<Integer> blocks = List.of(1, 3, 100, 1);
    int count = kind % 4 == 3 ? 300 : 130;
    LmdbFormat format = new LmdbFormat(blocks.get(kind % 4));
    TestImages images = TestImages.of(LmdbStores.SMALL, count);
    Path store = folder.resolve("store");
    if (kind < 4) {
      LmdbStores.appended(store, format, images);
    } else {
      LmdbStores.shrunk(store, format, images);
    }
    fuzz(format, images, store, kind);
  }

  private void fuzz(LmdbFormat format, TestImages images, Path store, int seed) throws IOException {
    byte[] whole = Files.readAllBytes(store.resolve(LmdbFiles.DATA));
    LmdbContents contents = LmdbCheck.forChange(store);
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bytes = whole.clone();
      mutate(bytes, random);
      Files.write(damaged.resolve(LmdbFiles.DATA), bytes);
      String what = "seed " + seed + ", mutation " + i;
      try (ImageStore open = format.open(damaged)) {
        byte[] json = new byte[contents.manifestBytes()];
        System.arraycopy(bytes, (int) contents.manifestAt(), json, 0, json.length);
        assertEquals(
            ManifestJson.read(new String(json, StandardCharsets.UTF_8), what), open.manifest());
        assertEquals(images.count(), open.size(), what);
        assertEquals(expected(bytes, contents, images), LmdbStores.all(open), what);
      } catch (StoreException e) {
        refused++;
        assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
      }
      if (i % CHANGED_EACH == 0) {
        change(format, images, damaged, what);
      }
    }
    assertTrue(refused > MUTATIONS / 20, refused + " of " + MUTATIONS + " refused");
  }

  private static void mutate(byte[] bytes, Random random) {
    int what = random.nextInt(10);
    if (what < 2) {
      int a = random.nextInt(bytes.length / PAGE) * PAGE;
      int b = random.nextInt(bytes.length / PAGE) * PAGE;
      byte[] page = new byte[PAGE];
      System.arraycopy(bytes, a, page, 0, PAGE);
      System.arraycopy(bytes, b, bytes, a, PAGE);
      System.arraycopy(page, 0, bytes, b, PAGE);
    } else if (what < 5) {
      ByteBuffer.wrap(bytes).putLong(place(bytes, random, Long.BYTES), random.nextLong());
    } else {
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        bytes[place(bytes, random, 1)] ^= (byte) (1 << random.nextInt(8));
      }
    }
  }

  /** Every other one near the head of a page, where most of the structure lies. */
  private static int place(byte[] bytes, Random random, int length) {
    int page = random.nextInt(bytes.length / PAGE) * PAGE;
    return page + random.nextInt(random.nextBoolean() ? 160 : PAGE - length + 1);
  }

  /** What the damaged file has where the whole one had blocks. */
  private static ByteBuffer expected(byte[] bytes, LmdbContents contents, TestImages images) {
    int each = images.shape().bytes();
    int pixels = images.count() * each;
    ByteBuffer all = ByteBuffer.allocate(pixels + images.count() * Integer.BYTES);
    int image = 0;
    for (int b = 0; b < contents.blocks(); b++) {
      int in = contents.blockBytes(b) / LmdbFiles.recordBytes(each);
      int at = (int) contents.blockAt(b);
      all.put(image * each, bytes, at, in * each);
      for (int i = 0; i < in; i++, image++) {
        int label =
            ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(at + in * each + i * Integer.BYTES);
        all.putInt(pixels + image * Integer.BYTES, label);
      }
    }
    return all;
  }

  /** Whatever comes of it, it ends, and what it leaves can be looked at. */
  private static void change(LmdbFormat format, TestImages images, Path damaged, String what)
      throws IOException {
    try {
      LmdbEdit edit = LmdbEdit.open(damaged, 1 << 16);
      try (edit;
          ImageStore open = format.open(damaged)) {
        edit.delete((open.size() - 1) / 200);
        edit.commit(open.manifest());
      }
      LmdbCompaction.run(damaged);
    } catch (StoreException e) {
      assertTrue(e.getMessage().contains(damaged.getParent().toString()), what + e.getMessage());
    }
    try {
      StoreShrinker.truncate(format, damaged, images.count() / 2);
    } catch (StoreException e) {
      assertTrue(e.getMessage().contains(damaged.getParent().toString()), what + e.getMessage());
    }
  }
}
