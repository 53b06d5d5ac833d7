package io.github.imagefeed.store;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;

/**
 * Checks, digests, sums up and counts images on their way into one writer. One thread at a time.
 */
final class ImageIntake {

  private final ImageStoreWriter writer;
  private final ImageShape shape;
  private final ClassNames classes;
  private final ContentDigest digest;
  private final ImageChecksum checksum = new ImageChecksum();
  private final int announced;
  private int count;

  /**
   * Starts.
   *
   * @param digest of the images before these
   * @param announced how many there will be, those that are there included
   * @param count how many are there
   */
  ImageIntake(
      ImageStoreWriter writer,
      ImageShape shape,
      ClassNames classes,
      ContentDigest digest,
      int announced,
      int count) {
    this.writer = writer;
    this.shape = shape;
    this.classes = classes;
    this.digest = digest;
    this.announced = announced;
    this.count = count;
  }

  /**
   * Hands an image on.
   *
   * @throws IllegalArgumentException if the length or the label do not fit
   * @throws IllegalStateException if the announced number is reached already
   */
  void append(byte[] pixels, int label) throws IOException {
    if (pixels.length != shape.bytes()) {
      throw new IllegalArgumentException(
          "image " + count + " has " + pixels.length + " bytes, expected " + shape.bytes());
    }
    if (!classes.contains(label)) {
      throw new IllegalArgumentException(
          "label of image " + count + " is " + label + ", expected 0 to " + (classes.size() - 1));
    }
    if (count == announced) {
      throw new IllegalStateException("more images than the " + count + " announced");
    }
    writer.append(pixels, label, checksum.of(pixels, label));
    digest.add(pixels, label);
    count++;
  }

  /**
   * The digest of all images, those before included; ends the use of this object.
   *
   * @throws IllegalStateException if fewer images came than announced
   */
  String digest() {
    if (count != announced) {
      throw new IllegalStateException(count + " images added, announced were " + announced);
    }
    return digest.hex();
  }
}
