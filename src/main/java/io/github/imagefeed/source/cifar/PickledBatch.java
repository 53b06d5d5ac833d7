package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The content of one batch of the python version, in memory. */
final class PickledBatch {

  private static final int PIXELS = CifarVersion.SHAPE.bytes();

  private final byte[] data;
  private final int[] labels;

  private PickledBatch(byte[] data, int[] labels) {
    this.data = data;
    this.labels = labels;
  }

  static PickledBatch read(Path file) throws IOException {
    Map<?, ?> batch = NumpyUnpickler.read(file);
    if (!(batch.get("data") instanceof NumpyArray array)) {
      throw new SourceException(file + " holds no array under 'data'");
    }
    if (array.rows() == 0 || array.columns() != PIXELS) {
      throw new SourceException(
          String.format(
              "%s: data is %d x %d, expected at least 1 row of %d",
              file, array.rows(), array.columns(), PIXELS));
    }
    if (!(batch.get("labels") instanceof List<?> list)) {
      throw new SourceException(file + " holds no list under 'labels'");
    }
    if (list.size() != array.rows()) {
      throw new SourceException(
          file + " holds " + list.size() + " labels for " + array.rows() + " images");
    }
    int[] labels = new int[list.size()];
    for (int i = 0; i < labels.length; i++) {
      if (!(list.get(i) instanceof Integer label)) {
        throw new SourceException(
            file
                + ", record "
                + i
                + ": label is "
                + NumpyUnpickler.kind(list.get(i))
                + ", expected a number");
      }
      labels[i] = label;
    }
    return new PickledBatch(array.data(), labels);
  }

  int size() {
    return labels.length;
  }

  int copy(int record, byte[] pixels) {
    System.arraycopy(data, record * PIXELS, pixels, 0, PIXELS);
    return labels[record];
  }
}
