package io.github.imagefeed.report;

import io.github.imagefeed.report.FigureTable.Column;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The figures of the tutorial that many know, "Three Ways of Storing and Accessing Lots of Images
 * in Python" (Real Python, 2019), beside those of a run.
 */
final class TutorialTable {

  /** What the tutorial stored: figures of other images would be beside the point. */
  private static final String SIZE = "32x32x3";

  private static final String LARGEST = "100000";

  /** The tutorial's figures of a format: milliseconds, milliseconds, kilobytes. */
  private record Theirs(String format, String write, String read, String disk) {}

  private static final List<Theirs> TUTORIAL =
      List.of(
          new Theirs("png", "1.915", "1.620", "200,296"),
          new Theirs("lmdb", "1.203", "4.521", "393,000"),
          new Theirs("hdf5", "8.243", "1.980", "293,000"));

  private TutorialTable() {}

  /** The table; empty where the run stored other images, or neither one nor 100,000. */
  static Optional<FigureTable> of(Selection all) {
    if (!StorageExtent.nativeSize(all.having(SettingNames.IMAGES)).equals(Optional.of(SIZE))) {
      return Optional.empty();
    }
    Selection stored = StorageExtent.ofNativeSize(all);
    List<List<String>> rows = new ArrayList<>();
    for (Theirs theirs : TUTORIAL) {
      Selection ours = stored.format(theirs.format());
      rows.add(
          List.of(
              FormatName.spoken(theirs.format()),
              theirs.write() + " ms",
              cell(ours.named(MetricNames.STORE_WRITE), "1", Unit.SECONDS),
              theirs.read() + " ms",
              cell(ours.named(MetricNames.STORE_READ), "1", Unit.SECONDS),
              theirs.disk() + " KB",
              cell(ours.named(MetricNames.DISK_BYTES), LARGEST, Unit.BYTES),
              cell(ours.named(MetricNames.DISK_ALLOCATED), LARGEST, Unit.BYTES)));
    }
    boolean any =
        rows.stream().anyMatch(row -> !row.get(2).equals(FigureTable.MISSING))
            || rows.stream().anyMatch(row -> !row.get(6).equals(FigureTable.MISSING));
    return any
        ? Optional.of(
            new FigureTable(
                    caption(),
                    List.of(
                        Column.text("format"),
                        Column.number("write one, tutorial"),
                        Column.number("here"),
                        Column.number("read one, tutorial"),
                        Column.number("here"),
                        Column.number("100,000 on disk, tutorial"),
                        Column.number("files here"),
                        Column.number("blocks here")),
                    rows)
                .withoutMissingColumns())
        : Optional.empty();
  }

  private static String cell(Selection figures, String images, Unit unit) {
    return StorageExtent.inStoredOrder(figures.plainBut())
        .with(SettingNames.IMAGES, images)
        .first()
        .map(Measurement::median)
        .map(unit::text)
        .orElse(FigureTable.MISSING);
  }

  private static String caption() {
    return "The tutorial is “Three Ways of Storing and Accessing Lots of"
        + " Images in Python” (Real Python, 2019), on images of 32×32×3 as well. It timed each case"
        + " once, with timeit and number=1, on a laptop, in Python: Pillow; lmdb with one pickled"
        + " image a value; h5py, with a file of its own for a single image. It did not force its"
        + " files to the device and did not control the page cache, so its times and ours show"
        + " different things. Its sizes on disk are rounded by du, it seems: 293,000 KB, read as"
        + " 293 MiB, are 3,072 bytes an image, the pixels alone; 393,000 KB, read so, are about"
        + " 4,120, a page of 4 KiB an image; 200,296 KB are 2 KB for each PNG file, less than a"
        + " block of 4 KiB, so they are lengths of files, or blocks of another size.";
  }
}
