package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.ForeignHints;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.DigestedStore;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.lmdb.foreign.ChannelOrder;
import io.github.imagefeed.store.lmdb.foreign.LmdbValues;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Opens stores, those of other programs too, of which not all say themselves what they hold. The
 * same options for every command, for all stores that it is given.
 */
final class ForeignOptions {

  @Option(
      names = "--images",
      paramLabel = "DATASET",
      description =
          "HDF5 of another program: the dataset of the images, as in /x_train (default: the only one"
              + " there can be).")
  private Optional<String> images = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "DATASET|FILE.csv|coarse",
      description =
          "HDF5 of another program: the dataset of the labels, as in /y_train (default: the only one"
              + " there can be). LMDB of another program: a CSV file with the labels in the order of"
              + " the keys. CIFAR-100: fine or coarse (default: fine).")
  private Optional<String> labels = Optional.empty();

  @Option(
      names = "--values",
      paramLabel = "KIND",
      description =
          "LMDB of another program: what its values are (default: they are looked at): datum (Caffe),"
              + " pickle (CIFAR_Image objects), raw (pixels, with --shape) or encoded (PNG, JPEG).")
  private Optional<LmdbValues> values = Optional.empty();

  @Option(
      names = "--shape",
      paramLabel = "HxWxC",
      converter = ShapeConverter.class,
      description =
          "LMDB of another program with raw pixels: height x width x channels of an image.")
  private Optional<ImageShape> shape = Optional.empty();

  @Option(
      names = "--layout",
      paramLabel = "hwc|chw",
      description =
          "Files of another program: whether the channels of a pixel lie together (hwc) or each"
              + " channel by itself (chw), where that cannot be told (raw pixels: hwc).")
  private Optional<Layout> layout = Optional.empty();

  @Option(
      names = "--channel-order",
      paramLabel = "rgb|bgr",
      description =
          "LMDB of another program: order of the channels (default: rgb). Raw Datums of colours"
              + " need it: bgr where Caffe's convert_imageset wrote them, rgb where its"
              + " convert_cifar_data did.")
  private Optional<ChannelOrder> order = Optional.empty();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Files of another program: names of the classes, one a line, in the order of the labels"
              + " (default: what the files say, else the labels themselves).")
  private Optional<Path> classes = Optional.empty();

  /** Whether a store of another program is among those that are read. */
  private boolean among;

  /** For sources that have labels of several kinds. */
  Optional<String> labels() {
    return labels;
  }

  /**
   * Says that what is read needs none of these options, but for the kind of labels.
   *
   * @throws IllegalArgumentException if one was given
   */
  void requireOnlyLabels(String data) {
    List<String> given = new ArrayList<>(arguments());
    given.removeIf(argument -> argument.startsWith("--labels="));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          given.get(0)
              + ": goes with HDF5 files and LMDB environments of other programs, which "
              + data
              + " is not");
    }
  }

  ForeignHints hints() throws IOException {
    if (values.isPresent() && values.get() == LmdbValues.RAW && shape.isEmpty()) {
      throw new IllegalArgumentException(
          "--values raw needs --shape HxWxC, as in --shape 32x32x3: raw pixels do not tell it");
    }
    return new ForeignHints(
        images,
        labels,
        values,
        shape,
        layout,
        order,
        classes.isPresent() ? Optional.of(classNames(classes.get())) : Optional.empty());
  }

  private static ClassNames classNames(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      int end = lines.size();
      while (end > 0 && lines.get(end - 1).isBlank()) {
        end--; // what ends a file; an empty line between names is refused as an empty name
      }
      return new ClassNames(lines.subList(0, end).stream().map(String::strip).toList());
    } catch (NoSuchFileException e) {
      throw e;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("--classes " + file + ": is not a text in UTF-8", e);
    } catch (IOException e) {
      throw new IOException("--classes " + file + ": cannot be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--classes " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Says which stores there are, where there can be several: those of ours have no use for these
   * options, but one must.
   */
  void among(List<Path> stores) throws IOException {
    for (Path store : stores) {
      among |= !(Formats.readerOf(store, ForeignHints.NONE) instanceof StoreFormat);
    }
  }

  /** For a process that reads one of several, of which another was asked already. */
  void oneOfSeveral() {
    among = true;
  }

  /** What reads that path. */
  StoreReader reader(Path path) throws IOException {
    StoreReader plain = Formats.readerOf(path, ForeignHints.NONE);
    return among && plain instanceof StoreFormat ? plain : Formats.readerOf(path, hints());
  }

  ImageStore open(Path path) throws IOException {
    return reader(path).open(path);
  }

  /** Opens a store with its digest, for which one of another program is read once. */
  ImageStore openWithDigest(Path path, Watch watch) throws IOException {
    ImageStore store = open(path);
    if (store.manifest().contentDigest().isPresent()) {
      return store;
    }
    try (Watch.Task task = watch.begin("reading " + path + " for its digest", store.size())) {
      return DigestedStore.of(store, done -> task.at(done, ""));
    } catch (IOException | RuntimeException e) {
      try (store) {
        throw e;
      }
    }
  }

  /** The options as they were given, for another process or for people. */
  List<String> arguments() {
    List<String> given = new ArrayList<>();
    images.ifPresent(name -> given.add("--images=" + name));
    labels.ifPresent(name -> given.add("--labels=" + name));
    values.ifPresent(kind -> given.add("--values=" + kind));
    shape.ifPresent(s -> given.add("--shape=" + s.height() + "x" + s.width() + "x" + s.channels()));
    layout.ifPresent(axes -> given.add("--layout=" + axes));
    order.ifPresent(channels -> given.add("--channel-order=" + channels));
    classes.ifPresent(file -> given.add("--classes=" + file.toAbsolutePath()));
    return given;
  }
}
