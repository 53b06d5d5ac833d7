package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Makes pixels of numbers in 0 … 1: 255 times as large, rounded to the nearest, halves up. In
 * arrays of its own, of which loops are many times as fast as over buffers. One thread at a time.
 */
final class UnitPixels {

  private final String name;
  private final Element element;
  private final ByteBuffer image;
  private final FloatBuffer imageFloats;
  private final DoubleBuffer imageDoubles;
  private final float[] floats;
  private final double[] doubles;
  private final byte[] pixels;

  /** Allocates all that is needed. */
  UnitPixels(StoredArray array) {
    int count = array.grid().recordElements();
    boolean single = array.element().bytes() == Float.BYTES;
    this.name = array.name();
    this.element = array.element();
    this.image = ByteBuffer.allocate(array.grid().recordBytes()).order(element.order());
    this.imageFloats = image.asFloatBuffer();
    this.imageDoubles = image.asDoubleBuffer();
    this.floats = new float[single ? count : 0];
    this.doubles = new double[single ? 0 : count];
    this.pixels = new byte[count];
  }

  /** Where one image goes before {@link #convert}, from byte 0 on, as it lies in the file. */
  ByteBuffer image() {
    return image;
  }

  /**
   * Converts the image.
   *
   * @param index its number, for messages
   * @throws StoreException if a number is not in 0 … 1
   */
  void convert(int index, ByteBuffer to, int at) throws StoreException {
    boolean inside = true;
    if (floats.length > 0) {
      imageFloats.get(0, floats);
      for (int i = 0; i < pixels.length; i++) {
        float value = floats[i];
        inside &= value >= 0; // which NaN is not
        inside &= value <= 1;
        pixels[i] = (byte) (int) (value * 255.0 + 0.5);
      }
    } else {
      imageDoubles.get(0, doubles);
      for (int i = 0; i < pixels.length; i++) {
        double value = doubles[i];
        inside &= value >= 0;
        inside &= value <= 1;
        pixels[i] = (byte) (int) (value * 255.0 + 0.5);
      }
    }
    if (!inside) {
      throw outside(index);
    }
    to.put(at, pixels);
  }

  private StoreException outside(int index) {
    int place = 0;
    while (number(place) >= 0 && number(place) <= 1) {
      place++;
    }
    return new StoreException(
        name
            + ": index "
            + index
            + ": number "
            + place
            + " of the image is "
            + number(place)
            + ", expected 0 to 1 where pixels are "
            + element
            + "; write them as uint8 0 to 255");
  }

  private double number(int place) {
    return floats.length > 0 ? floats[place] : doubles[place];
  }
}
