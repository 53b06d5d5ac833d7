package io.github.imagefeed.export;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of CIFAR-10's binary version, where records are a byte of the label and 3,072 of the
 * planes: the training images in five files, as every reader expects, 10,000 in each of 50,000,
 * else as even as can be; test images in one; the names of the classes, one a line.
 */
final class CifarBinaryTarget implements ExportTarget {

  private static final int BATCHES = 5;
  private static final int MAX_CLASSES = 10;
  private static final int SIDE = 32;

  private static final Pattern FILES =
      Pattern.compile("data_batch_[1-5]\\.bin|test_batch\\.bin|batches\\.meta\\.txt");

  @Override
  public String name() {
    return "cifar-binary";
  }

  @Override
  public String description() {
    return "the files of CIFAR-10's binary version, for images of 32x32x3 in at most 10 classes";
  }

  @Override
  public String reading(boolean tests) {
    return tests
        ? "readers of CIFAR-10's binary version, or import --data OUT"
        : "readers of CIFAR-10's binary version; those that want a test_batch.bin, as import --data"
            + " does, need an export with --test";
  }

  @Override
  public void requireFitting(ExportImages images) {
    ImageShape shape = images.shape();
    if (!shape.sameSize(ImageShape.rgb(SIDE, SIDE))) {
      throw new IllegalArgumentException("images are " + shape + ", CIFAR's are 32x32x3");
    }
    if (images.classes().size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          images.classes().size() + " classes, CIFAR-10 has " + MAX_CLASSES);
    }
    if (images.train().size() < BATCHES) {
      throw new IllegalArgumentException(
          images.train().size() + " images cannot fill " + BATCHES + " files");
    }
    for (String name : images.classes().names()) {
      if (!name.equals(name.strip()) || name.lines().count() != 1) {
        throw new IllegalArgumentException(
            "class name '" + name + "' is no line by itself: line breaks or spaces at its ends");
      }
    }
  }

  @Override
  public void write(Path path, ExportImages images, ExportProgress progress) throws IOException {
    StoreWalk walk = new StoreWalk(progress);
    Files.createDirectory(path);
    List<String> names = images.classes().names();
    Files.writeString( // an empty line at the end, as in the genuine file
        path.resolve("batches.meta.txt"),
        String.join("\n", names) + "\n\n",
        StandardCharsets.UTF_8);
    try (Batches batches = new Batches(path, images.train().size())) {
      walk.through(images.train(), Layout.CHW, batches::put);
    }
    if (images.test().isPresent()) {
      try (OutputStream out = NamedOutput.create(path.resolve("test_batch.bin"))) {
        walk.through(
            images.test().get(), Layout.CHW, (i, pixels, label) -> put(out, pixels, label));
      }
    }
  }

  private static void put(OutputStream out, byte[] pixels, int label) throws IOException {
    out.write(label);
    out.write(pixels);
  }

  /** The training images, spread over their files. */
  private static final class Batches implements AutoCloseable {

    private final Path folder;
    private final int count;
    private int batch;
    private OutputStream out = OutputStream.nullOutputStream();

    Batches(Path folder, int count) {
      this.folder = folder;
      this.count = count;
    }

    void put(int index, byte[] pixels, int label) throws IOException {
      if (index == (long) batch * count / BATCHES) {
        out.close();
        out = NamedOutput.create(folder.resolve("data_batch_" + ++batch + ".bin"));
      }
      CifarBinaryTarget.put(out, pixels, label);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  @Override
  public boolean isOwn(Path path) throws IOException {
    return Export.holdsOnly(path, FILES);
  }
}
