package io.github.imagefeed.source.parquet;

import io.github.imagefeed.source.FileState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file: which columns are meant and where they lie.
 *
 * @param state of the file when its metadata were read
 * @param names class names in its metadata
 */
record Table(
    FileState state,
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
    FileState state = FileState.of(file);
    return state.intact(() -> open(file, state));
  }

  private static Table open(Path file, FileState state) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Footer footer = Footer.read(file, channel);
      Schema schema = Schema.of(file, footer.data().getSchema());
      ClassFeatures features = ClassFeatures.of(file, footer.data());
      Leaf image = schema.image();
      Leaf label = schema.label(new ArrayList<>(features.names().keySet()));
      return new Table(
          state,
          (int) footer.data().getNum_rows(), // chunks() has limited it
          image,
          footer.chunks(image, schema.columns()),
          label,
          footer.chunks(label, schema.columns()),
          Optional.ofNullable(features.names().get(label.column())));
    }
  }

  Path file() {
    return state.path();
  }

  ColumnCursor imageCursor() throws IOException {
    return new ColumnCursor(file(), image, images);
  }

  ColumnCursor labelCursor() throws IOException {
    return new ColumnCursor(file(), label, labels);
  }

  /** A row with its file, for messages. */
  String name(int row) {
    return file() + ", row " + row;
  }
}
