package io.github.imagefeed.source.cifar;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The images of several files one after the other. */
final class BatchedSource implements ImageSource {

  /** Far above any CIFAR file, and low enough for the sum of some files to fit an int. */
  static final int MAX_IMAGES = 10_000_000;

  private final String description;
  private final ClassNames classes;
  private final List<BatchFile> train;
  private final List<BatchFile> test;
  private final Closeable afterwards;
  private final int trainSize;
  private final int testSize;
  private boolean closed;

  /**
   * Takes over the files: they are closed with the source.
   *
   * @param afterwards run once at close, after the files are closed
   */
  BatchedSource(
      String description,
      ClassNames classes,
      List<BatchFile> train,
      List<BatchFile> test,
      Closeable afterwards) {
    this.description = description;
    this.classes = classes;
    this.train = List.copyOf(train);
    this.test = List.copyOf(test);
    this.afterwards = afterwards;
    this.trainSize = sum(train);
    this.testSize = sum(test);
  }

  private static int sum(List<BatchFile> files) {
    int sum = 0;
    for (BatchFile file : files) {
      sum = Math.addExact(sum, file.size());
    }
    return sum;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public ImageShape shape() {
    return CifarVersion.SHAPE;
  }

  @Override
  public ClassNames classes() {
    return classes;
  }

  @Override
  public int size(Split split) {
    return split == Split.TRAIN ? trainSize : testSize;
  }

  @Override
  public int read(Split split, int index, byte[] pixels) throws IOException {
    if (closed) {
      throw new IOException(description + " is closed");
    }
    Objects.checkIndex(index, size(split));
    if (pixels.length < shape().bytes()) {
      throw new IllegalArgumentException(
          "pixels holds " + pixels.length + " bytes, expected at least " + shape().bytes());
    }
    List<BatchFile> files = split == Split.TRAIN ? train : test;
    int file = 0;
    int record = index;
    while (record >= files.get(file).size()) {
      record -= files.get(file++).size();
    }
    int label = files.get(file).read(record, pixels);
    if (!classes.contains(label)) {
      throw new SourceException(
          String.format(
              "%s, record %d: label is %d, expected 0 to %d",
              files.get(file).path(), record, label, classes.size() - 1));
    }
    return label;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    List<Closeable> all = new ArrayList<>(train);
    all.addAll(test);
    all.add(afterwards);
    closeAll(all);
  }

  /** Closes every one even if some fail, then throws the first failure with the others in it. */
  static void closeAll(List<? extends Closeable> all) throws IOException {
    IOException failure = null;
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
