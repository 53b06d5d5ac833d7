package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The first byte chooses shape and checksums, the others are a file. */
final class PngDecoderFuzzTest {

  private static final int SIDE = 5;
  private static final int MARGIN = 7;
  private static final byte UNTOUCHED = 0x5a;

  /** Kept, so that what one file leaves behind could reach the next one. */
  private static final PngDecoder[] KEPT = new PngDecoder[8];

  private static ImageShape shape(int choice) {
    Layout layout = (choice & 2) == 0 ? Layout.CHW : Layout.HWC;
    return new ImageShape(SIDE, SIDE, (choice & 1) == 0 ? 3 : 1, layout);
  }

  private static PngDecoder decoder(int choice) {
    return new PngDecoder(shape(choice), (choice & 4) != 0);
  }

  static Stream<byte[]> seeds() {
    Random random = new Random(1);
    return Arrays.stream(TestPicture.KINDS)
        .flatMap(kind -> Stream.of(false, true).map(laced -> seed(random, kind, laced)));
  }

  private static byte[] seed(Random random, int[] kind, boolean interlaced) {
    TestPicture picture = TestPicture.random(random, SIDE, SIDE, kind, random.nextBoolean());
    byte[] file =
        picture.file(TestPicture.Encoding.of(interlaced, random.nextInt(10), 40, 0, 1, 2, 3, 4));
    byte[] seed = new byte[file.length + 1];
    seed[0] = (byte) (random.nextInt(8) & (kind[0] == 0 ? 7 : 6)); // grey shapes take grey only
    System.arraycopy(file, 0, seed, 1, file.length);
    return seed;
  }

  @MethodSource("seeds")
  @FuzzTest
  void decode(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int choice = data[0] & 7;
    if (KEPT[choice] == null) {
      KEPT[choice] = decoder(choice);
    }
    byte[] once = decode(KEPT[choice], data, shape(choice));
    try (PngDecoder fresh = decoder(choice)) {
      assertArrayEquals(decode(fresh, data, shape(choice)), once, "depends on the file before");
    }
  }

  /** All of the buffer. */
  private static byte[] decode(PngDecoder decoder, byte[] data, ImageShape shape) {
    byte[] file = Arrays.copyOfRange(data, 1, data.length);
    byte[] before = new byte[MARGIN + shape.bytes() + MARGIN];
    Arrays.fill(before, UNTOUCHED);
    ByteBuffer out = ByteBuffer.allocateDirect(before.length).put(0, before);
    boolean decoded =
        Hostile.read(
                DamagedPngException.class,
                "",
                () -> {
                  decoder.decode(file, file.length, out, MARGIN);
                  return true;
                })
            .isPresent();
    byte[] after = new byte[before.length];
    out.get(0, after);
    if (decoded) {
      Arrays.fill(before, MARGIN, MARGIN + shape.bytes(), (byte) 0);
      byte[] around = after.clone();
      Arrays.fill(around, MARGIN, MARGIN + shape.bytes(), (byte) 0);
      assertArrayEquals(before, around, "written outside of the image");
    } else {
      assertArrayEquals(before, after, "written though refused");
    }
    assertEquals(0, out.position());
    return after;
  }
}
