package io.github.imagefeed.source.parquet;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageDecoder;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Pieces;
import io.github.imagefeed.source.ShardFiles;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.UniformDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Images in Parquet files as the Hugging Face Hub has them.
 *
 * <ul>
 *   <li>{@link ShardFiles} says which files are found and which split each belongs to.
 *   <li>Images are PNG or JPEG files in a column of bytes, or of structs with {@code bytes}: {@code
 *       image} or {@code img}, else the only such column.
 *   <li>Labels are whole numbers or text in {@code label}, {@code labels} or {@code fine_label},
 *       else in the only column with class names.
 *   <li>Classes are what the files name them (as {@code datasets} writes them), else the numbers
 *       from 0 to the largest label; of text, all that there are, in plain string order.
 *   <li>Pages may be of version 1 or 2, plain or with a dictionary, and compressed by SNAPPY, GZIP,
 *       ZSTD or LZ4_RAW.
 *   <li>Opening reads all labels. Images are read a page at a time, forward; going back begins the
 *       group of rows again. One page, unpacked, and its dictionary are held, a quarter of the heap
 *       each at most.
 *   <li>A file that was written to, replaced or removed since is refused at the next image of it.
 *   <li>Given a size, images are resized to it; without one, all must have the size of the first.
 *       {@link ImageDecoder} says what becomes of each kind of image.
 *   <li>Pixels are RGB with planes.
 * </ul>
 */
public final class ParquetSource implements ImageSource {

  /** Files of a split, with the labels of their rows. */
  private record Part(List<Table> tables, List<int[]> labels, Pieces pieces) {}

  private final Path root;
  private final Map<Split, Part> parts;
  private final ClassNames classes;
  private final UniformDecoder decoder;
  private Optional<ColumnCursor> cursor = Optional.empty();
  private Optional<Table> opened = Optional.empty();
  private boolean closed;

  private ParquetSource(
      Path root, Map<Split, Part> parts, ClassNames classes, UniformDecoder decoder) {
    this.root = root;
    this.parts = parts;
    this.classes = classes;
    this.decoder = decoder;
  }

  /** Whether the path is a {@code .parquet}, a pattern of such, or a folder with some. */
  public static boolean recognises(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return ShardFiles.list(path, ParquetSource::isShard).values().stream()
          .anyMatch(files -> !files.isEmpty());
    }
    return (ShardFiles.isPattern(path) || Files.isRegularFile(path))
        && isShard(String.valueOf(path.getFileName()));
  }

  private static boolean isShard(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".parquet");
  }

  /**
   * Reads the metadata and labels of all files.
   *
   * @param size what every image is resized to; empty if they all have one size already
   * @throws SourceException if a file is damaged or not as described above
   */
  public static ParquetSource open(Path path, Optional<ImageSize> size) throws IOException {
    Map<Split, List<Path>> files = ShardFiles.list(path, ParquetSource::isShard);
    List<Table> all = new ArrayList<>();
    for (Split split : Split.values()) {
      for (Path file : files.get(split)) {
        all.add(Table.open(file));
      }
    }
    Table first =
        all.stream()
            .filter(table -> table.rows() > 0)
            .findFirst()
            .orElseThrow(() -> new SourceException(path + ": holds no rows, expected images"));
    Labels labels = Labels.read(all);
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    int from = 0;
    for (Split split : Split.values()) {
      int end = from + files.get(split).size();
      List<Table> tables = List.copyOf(all.subList(from, end));
      parts.put(
          split,
          new Part(
              tables,
              List.copyOf(labels.byTable().subList(from, end)),
              new Pieces(tables.stream().mapToInt(Table::rows).toArray())));
      from = end;
    }
    return new ParquetSource(path, parts, labels.classes(), decoder(first, size));
  }

  private static UniformDecoder decoder(Table first, Optional<ImageSize> size) throws IOException {
    if (size.isPresent()) {
      return UniformDecoder.resizing(size.get());
    }
    return first
        .state()
        .intact(
            () -> {
              try (ColumnCursor images = first.imageCursor()) {
                return UniformDecoder.like(first.name(0), images.bytes(0));
              }
            });
  }

  @Override
  public String description() {
    return "Parquet files of images, " + root;
  }

  @Override
  public ImageShape shape() {
    return decoder.shape();
  }

  @Override
  public ClassNames classes() {
    return classes;
  }

  @Override
  public int size(Split split) {
    return parts.get(split).pieces().size();
  }

  @Override
  public int read(Split split, int index, byte[] pixels) throws IOException {
    if (closed) {
      throw new IllegalStateException("the Parquet source " + root + " is closed");
    }
    Part part = parts.get(split);
    int piece = part.pieces().pieceOf(index);
    int row = index - part.pieces().start(piece);
    Table table = part.tables().get(piece);
    byte[] encoded = table.state().intact(() -> cursor(table).bytes(row));
    if (encoded.length > ImageDecoder.MAX_FILE_BYTES) {
      throw new SourceException(
          String.format(
              "%s: image has %d bytes, expected at most %d",
              table.name(row), encoded.length, ImageDecoder.MAX_FILE_BYTES));
    }
    decoder.decode(table.name(row), encoded, pixels);
    return part.labels().get(piece)[row];
  }

  /** Of the file that was read last; no other is kept open. */
  private ColumnCursor cursor(Table table) throws IOException {
    if (opened.isEmpty() || !opened.get().file().equals(table.file())) {
      closeCursor();
      cursor = Optional.of(table.imageCursor());
      opened = Optional.of(table);
    }
    return cursor.orElseThrow();
  }

  private void closeCursor() throws IOException {
    if (cursor.isPresent()) {
      ColumnCursor last = cursor.get();
      cursor = Optional.empty();
      opened = Optional.empty();
      last.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    closeCursor();
  }
}
