package io.github.imagefeed.store.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were cut or damaged, and footers that claim what is not there. */
final class ArrowDamageTest {

  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(4, 5), 7);
  private static final int BATCH = 3;

  @TempDir Path folder;
  private StoreManifest manifest;
  private ArrowPlan plan;
  private byte[] whole;

  @BeforeEach
  void write() throws IOException {
    Path path = folder.resolve("honest.arrow");
    manifest = IMAGES.write(new ArrowFormat(BATCH), path);
    plan = new ArrowPlan(manifest, BATCH);
    whole = Files.readAllBytes(path);
    assertEquals(plan.fileBytes(), whole.length);
  }

  private String refusal(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("damaged.arrow"), file);
    String message =
        assertThrows(StoreException.class, () -> new ArrowFormat().open(path)).getMessage();
    assertThrows(StoreException.class, () -> new ArrowFormat().manifest(path));
    assertTrue(message.startsWith(path + ": "), message);
    return message.substring(path.toString().length() + 2);
  }

  @Test
  void cutAnywhere() throws IOException {
    for (int length = 0; length < whole.length; length += length < 100 ? 1 : 97) {
      assertFalse(refusal(Arrays.copyOf(whole, length)).isEmpty());
    }
    assertTrue(refusal(Arrays.copyOf(whole, 7)).startsWith("unfinished store, or not an Arrow"));
    assertTrue(refusal(Arrays.copyOf(whole, 5_000)).startsWith("unfinished or cut: no ARROW1"));
  }

  @Test
  void zerosAtTheStartAreAnUnfinishedStore() throws IOException {
    Arrays.fill(whole, 0, 8, (byte) 0);
    assertTrue(refusal(whole).startsWith("unfinished store"));
  }

  /** Each byte of each message and of the footer takes values that lengths and places dislike. */
  @Test
  void anyByteOfTheMetadata() throws IOException {
    Path path = folder.resolve("damaged.arrow");
    int opened = 0;
    for (int at = 0; at < whole.length; at++) {
      if (at >= plan.footerAt() || isInMessage(at)) {
        byte before = whole[at];
        for (byte value : new byte[] {0, 0x7f, (byte) 0x80}) {
          whole[at] = value;
          Files.write(path, whole);
          opened +=
              Hostile.read(StoreException.class, path.toString(), () -> readAll(path)).isPresent()
                  ? 1
                  : 0;
        }
        whole[at] = before;
      }
    }
    assertTrue(opened > 0, "some bytes are of no use");
  }

  private boolean isInMessage(int at) {
    for (int batch = 0; batch < plan.batches(); batch++) {
      if (at >= plan.messageAt(batch)
          && at < Math.min(plan.messageAt(batch) + 400, plan.bodyAt(batch))) {
        return true;
      }
    }
    return false;
  }

  private static boolean readAll(Path path) throws IOException {
    try (ImageStore store = new ArrowFormat().open(path)) {
      assertEquals(IMAGES.count(), store.size());
      int[] indices = {0, 1, 2, 3, 4, 5, 6};
      ByteBuffer pixels = ByteBuffer.allocateDirect(7 * store.shape().bytes());
      store.read(indices, 0, 7, pixels, new int[7]);
      return store.checksums().isPresent();
    }
  }

  /** The same file with another footer. */
  private byte[] withFooter(StoreManifest said, long[] starts, int[] messages, long[] bodies)
      throws IOException {
    byte[] footer = ArrowMessages.footer(said, starts, messages, bodies);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(whole, 0, (int) plan.footerAt() + 8);
    file.write(footer);
    file.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    file.write(ArrowPlan.MAGIC, 0, ArrowPlan.MAGIC_BYTES);
    return file.toByteArray();
  }

  private byte[] withBatches(int count, long[] starts, long[] bodies) throws IOException {
    int[] messages = new int[starts.length];
    Arrays.fill(messages, (int) (plan.bodyAt(0) - plan.messageAt(0)));
    StoreManifest said =
        new StoreManifest(
            IMAGES.shape(), count, IMAGES.classes(), manifest.source(), IMAGES.digest());
    return withFooter(said, starts, messages, bodies);
  }

  /** A few bytes that are said to be the images of a million batches. */
  @Test
  void batchesThatLieInEachOther() throws IOException {
    long[] starts = new long[1_000];
    Arrays.fill(starts, plan.messageAt(0));
    long[] bodies = new long[1_000];
    Arrays.fill(bodies, plan.bodyEnd(0) - plan.bodyAt(0));
    String message = refusal(withBatches(3_000, starts, bodies));
    assertTrue(message.contains("record batch 1 at byte " + plan.messageAt(0)), message);
  }

  @Test
  void batchesBeyondTheEndOrBeforeTheStart() throws IOException {
    long body = plan.bodyEnd(0) - plan.bodyAt(0);
    long at = plan.messageAt(0);
    for (long[] wrong :
        new long[][] {
          {at, Long.MAX_VALUE},
          {at, 1L << 40},
          {at, -1},
          {at, 0},
          {-8, body},
          {0, body},
          {Long.MIN_VALUE, body},
          {Long.MAX_VALUE - 8, body},
          {1L << 40, body}
        }) {
      byte[] file = withBatches(3, new long[] {wrong[0]}, new long[] {wrong[1]});
      assertFalse(refusal(file).isEmpty());
    }
    byte[] right = withBatches(3, new long[] {at}, new long[] {body});
    Path path = Files.write(folder.resolve("damaged.arrow"), right);
    new ArrowFormat().open(path).close();
    assertThrows(StoreException.class, () -> new ArrowFormat().openStrictly(path));
  }

  @Test
  void moreImagesThanTheBatchesHave() throws IOException {
    long[] starts = {plan.messageAt(0)};
    long[] bodies = {plan.bodyEnd(0) - plan.bodyAt(0)};
    for (int count : new int[] {1, 2, 4, 1_000_000, Integer.MAX_VALUE}) {
      String message = refusal(withBatches(count, starts, bodies));
      assertTrue(message.contains("has 3 images, expected " + count), message);
    }
  }

  @Test
  void imagesOfAnotherShape() throws IOException {
    long[] bodies = {plan.bodyEnd(0) - plan.bodyAt(0)};
    int[] messages = {(int) (plan.bodyAt(0) - plan.messageAt(0))};
    long[] starts = {plan.messageAt(0)};
    ImageShape huge = ImageShape.rgb(16_384, 16_384);
    StoreManifest said =
        new StoreManifest(huge, 3, ClassNames.of("a"), manifest.source(), IMAGES.digest());
    String message = refusal(withFooter(said, starts, messages, bodies));
    assertTrue(message.contains("columns of different lengths"), message);
  }

  @Test
  void footerLongerThanTheFile() throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, -1, 0, whole.length}) {
      ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(whole.length - 10, length);
      assertTrue(refusal(whole).contains("its footer has " + length + " bytes"), refusal(whole));
    }
  }

  @Test
  void labelThatIsNoClass() throws IOException {
    whole[(int) plan.labelsAt(1) + 4] = 3;
    Path path = Files.write(folder.resolve("damaged.arrow"), whole);
    String message =
        assertThrows(StoreException.class, () -> new ArrowFormat().open(path)).getMessage();
    assertEquals(path + ": damaged: the label of image 4 is 3, expected 0 to 2", message);
  }
}
