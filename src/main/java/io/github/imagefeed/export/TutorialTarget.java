package io.github.imagefeed.export;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.hdf5.PlainHdf5Writer;
import io.github.imagefeed.store.lmdb.PlainLmdbWriter;
import io.github.imagefeed.store.png.PngCompression;
import io.github.imagefeed.store.png.PngFileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the functions {@code store_many_disk}, {@code store_many_lmdb} and {@code store_many_hdf5}
 * of the tutorial "Three Ways of Storing and Accessing Lots of Images in Python" leave of N images,
 * so that its functions {@code read_many_…} read them:
 *
 * <pre>
 *  disk/0.png, 1.png, …   disk/N.csv          one label a row
 *  lmdb/N_lmdb/           keys 00000000, …    values are pickles, {@link CifarImagePickle}
 *  hdf5/N_many.h5         images, meta        uint8, N×H×W×C and N
 * </pre>
 */
final class TutorialTarget implements ExportTarget {

  /** As many as fit a byte, the type of the tutorial's labels in HDF5. */
  private static final int MAX_CLASSES = 256;

  private static final Pattern FILES =
      Pattern.compile("disk/\\d+\\.(png|csv)|lmdb/\\d+_lmdb/(data|lock)\\.mdb|hdf5/\\d+_many\\.h5");

  @Override
  public String name() {
    return "tutorial";
  }

  @Override
  public String description() {
    return "the three folders disk, lmdb and hdf5 of Real Python's tutorial on storing images";
  }

  @Override
  public String reading(boolean tests) {
    return "its functions read_many_disk, read_many_lmdb and read_many_hdf5, with disk_dir, lmdb_dir"
        + " and hdf5_dir below OUT";
  }

  @Override
  public void requireFitting(ExportImages images) {
    if (images.test().isPresent()) {
      throw new IllegalArgumentException(
          "the tutorial has no test images; export the stores one by one");
    }
    if (images.classes().size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          images.classes().size()
              + " classes, but the tutorial's HDF5 files keep a label in one byte: at most "
              + MAX_CLASSES);
    }
  }

  @Override
  public void write(Path path, ExportImages images, ExportProgress progress) throws IOException {
    ImageShape shape = images.shape().withLayout(Layout.HWC);
    int count = images.train().size();
    Path disk = Files.createDirectories(path.resolve("disk"));
    Path lmdb = Files.createDirectory(path.resolve("lmdb")).resolve(count + "_lmdb");
    Path hdf5 = Files.createDirectory(path.resolve("hdf5")).resolve(count + "_many.h5");
    try (PngFileWriter files = new PngFileWriter(shape, PngCompression.FAST);
        OutputStream labels = NamedOutput.create(disk.resolve(count + ".csv"));
        PlainLmdbWriter table = PlainLmdbWriter.create(lmdb);
        PlainHdf5Writer file = PlainHdf5Writer.create(hdf5, datasets(shape, count))) {
      new StoreWalk(progress)
          .through(
              images.train(),
              Layout.HWC,
              (index, pixels, label) -> {
                files.write(disk.resolve(index + ".png"), pixels);
                labels.write((label + "\r\n").getBytes(StandardCharsets.US_ASCII));
                table.put(
                    String.format(Locale.ROOT, "%08d", index),
                    CifarImagePickle.of(shape, pixels, label));
                file.put(0, pixels);
                file.put(1, new byte[] {(byte) label});
              });
      table.finish();
      file.finish();
    }
  }

  private static List<PlainHdf5Writer.Dataset> datasets(ImageShape shape, int count) {
    return List.of(
        new PlainHdf5Writer.Dataset(
            "images", List.of(count, shape.height(), shape.width(), shape.channels())),
        new PlainHdf5Writer.Dataset("meta", List.of(count)));
  }

  @Override
  public boolean isOwn(Path path) throws IOException {
    return Export.holdsOnly(path, FILES);
  }
}
