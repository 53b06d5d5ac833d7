package io.github.imagefeed.source.parquet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file: which columns are meant and where they lie.
 *
 * @param names class names in its metadata
 */
record Table(
    Path file,
    int rows,
    Leaf image,
    List<Chunk> images,
    Leaf label,
    List<Chunk> labels,
    Optional<List<String>> names) {

  Table {
    images = List.copyOf(images);
    labels = List.copyOf(labels);
  }

  /** Reads the metadata, no page. */
  static Table open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Footer footer = Footer.read(file, channel);
      Schema schema = Schema.of(file, footer.data().getSchema());
      ClassFeatures features = ClassFeatures.of(file, footer.data());
      Leaf image = schema.image();
      Leaf label = schema.label(new ArrayList<>(features.names().keySet()));
      return new Table(
          file,
          (int) footer.data().getNum_rows(), // chunks() has limited it
          image,
          footer.chunks(image, schema.columns()),
          label,
          footer.chunks(label, schema.columns()),
          Optional.ofNullable(features.names().get(label.column())));
    }
  }

  ColumnCursor imageCursor() throws IOException {
    return new ColumnCursor(file, image, images);
  }

  ColumnCursor labelCursor() throws IOException {
    return new ColumnCursor(file, label, labels);
  }

  /** A row with its file, for messages. */
  String name(int row) {
    return file + ", row " + row;
  }
}
