package io.github.imagefeed.store.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PngUnfilterTest {

  /** All 16 million, against the prediction as the specification words it. */
  @Test
  void predictsEveryTripleOfBytes() {
    for (int a = 0; a < 256; a++) {
      for (int b = 0; b < 256; b++) {
        for (int c = 0; c < 256; c++) {
          if (PngUnfilter.predict(a, b, c) != TestPng.paeth(a, b, c)) {
            fail(a + ", " + b + ", " + c);
          }
        }
      }
    }
  }

  @Test
  void restoresRowsOfEveryPixelSizeAndTouchesNothingElse() {
    Random random = new Random(5);
    for (int pixel : new int[] {1, 2, 3, 4, 6, 8}) {
      for (int width = 1; width < 40; width++) {
        int bytes = width * pixel;
        byte[] pixels = new byte[3 * bytes];
        random.nextBytes(pixels);
        for (int filter = PngFilters.NONE; filter <= PngFilters.PAETH; filter++) {
          byte[] filtered = TestPng.filter(pixels, bytes, pixel, filter);
          byte[] above = new byte[bytes];
          for (int y = 0; y < 3; y++) {
            byte[] before = filtered.clone();
            int at = y * (bytes + 1) + 1;
            PngUnfilter.undo(filter, filtered, at, above, 0, bytes, pixel);
            System.arraycopy(pixels, y * bytes, before, at, bytes);
            assertArrayEquals(before, filtered, "filter " + filter);
            above = Arrays.copyOfRange(filtered, at, at + bytes);
          }
        }
      }
    }
  }
}
