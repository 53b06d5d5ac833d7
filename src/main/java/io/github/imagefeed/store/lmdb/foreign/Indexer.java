package io.github.imagefeed.store.lmdb.foreign;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.lmdb.LmdbEnvironment;
import io.github.imagefeed.store.lmdb.LmdbValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes the index of an environment, in one pass over its keys and the heads of its values. */
final class Indexer {

  /** Values to find out from what all are. */
  private static final int SAMPLES = 16;

  /** No file of one image is longer. */
  private static final int MAX_PACKED_BYTES = 1 << 28;

  private static final String OUR_KEY = "manifest";

  private final LmdbEnvironment environment;
  private final LmdbHints hints;
  private final LmdbValue key = LmdbValue.of(new byte[0]);
  private final LmdbValue value = LmdbValue.of(new byte[0]);
  private final int[] entries;
  private final int[] at;
  private final int[] bytes;
  private final int[] labels;
  private final ValueFormat format;
  private Packing packing = Packing.PIXELS;
  private Optional<ImageShape> shape = Optional.empty();
  private boolean labelled = true;

  private Indexer(LmdbEnvironment environment, LmdbHints hints) throws IOException {
    this.environment = environment;
    this.hints = hints;
    this.entries = entries();
    this.at = new int[entries.length];
    this.bytes = new int[entries.length];
    this.labels = new int[entries.length];
    this.format = format();
  }

  /**
   * Makes it.
   *
   * @throws StoreException if a value is not what it should be, or labels cannot be told
   */
  static ImageIndex index(LmdbEnvironment environment, LmdbHints hints) throws IOException {
    return new Indexer(environment, hints).run();
  }

  /** Entries that hold images: not what scripts keep beside them, as {@code __len__}. */
  private int[] entries() throws StoreException {
    int[] found = new int[environment.size()];
    int count = 0;
    for (int e = 0; e < found.length; e++) {
      environment.selectKey(e, key);
      if (key.length() == OUR_KEY.length() && key.text().equals(OUR_KEY)) {
        throw new StoreException(
            environment.path()
                + ": has a key 'manifest': it is a store of this program, open it so");
      }
      if (!isAside(key)) {
        found[count++] = e;
      }
    }
    if (count == 0) {
      throw new StoreException(environment.path() + ": has no key of an image");
    }
    return Arrays.copyOf(found, count);
  }

  private static boolean isAside(LmdbValue key) {
    int end = key.length();
    return end > 4
        && key.get(0) == '_'
        && key.get(1) == '_'
        && key.get(end - 1) == '_'
        && key.get(end - 2) == '_';
  }

  private ValueFormat format() throws StoreException {
    List<LmdbValue> samples = new ArrayList<>();
    for (int i = 0; i < Math.min(SAMPLES, entries.length); i++) {
      LmdbValue sample = LmdbValue.of(new byte[0]);
      environment.select(entries[i], sample);
      samples.add(sample);
    }
    try {
      return Detection.format(hints, samples);
    } catch (ValueException e) {
      throw at(0, e);
    }
  }

  private ImageIndex run() throws IOException {
    for (int i = 0; i < entries.length; i++) {
      environment.select(entries[i], value);
      try {
        add(i, format.read(value));
      } catch (ValueException e) {
        throw at(i, e);
      }
    }
    return new ImageIndex(format, entries, at, bytes, packing, shape.orElseThrow(), labels());
  }

  private StoreException at(int image, ValueException e) {
    return new StoreException(
        environment.where(entries[image]) + ": the value " + e.getMessage(), e);
  }

  private void add(int image, Content content) throws ValueException {
    if (image == 0) {
      packing = content.packing();
      checkOrder(content);
    } else if (content.packing() != packing) {
      throw new ValueException("holds " + content.packing() + ", those before " + packing);
    }
    if (packing != Packing.PIXELS && content.bytes() > MAX_PACKED_BYTES) {
      throw new ValueException("has " + content.bytes() + " bytes, at most " + MAX_PACKED_BYTES);
    }
    at[image] = content.at();
    bytes[image] = content.bytes();
    addShape(image, content.shape().isPresent() ? content.shape().get() : decoded(content));
    if (content.label().isEmpty()) {
      labelled = false;
      return;
    }
    labels[image] = content.label().getAsInt();
    if (labels[image] < 0 && hints.labels().isEmpty()) {
      throw new ValueException("has label " + labels[image] + ", expected 0 or more");
    }
  }

  /** Caffe's own programs write Datums of both orders, which look alike. */
  private void checkOrder(Content content) throws ValueException {
    if (format instanceof DatumFormat
        && content.shape().map(ImageShape::channels).orElse(1) == 3
        && hints.order().isEmpty()) {
      throw new ValueException(
          "is a Datum of raw colours, which does not say in which order they lie: say"
              + " --channel-order bgr (convert_imageset)"
              + " or --channel-order rgb (convert_cifar_data)");
    }
  }

  /** Of an image file; the layout is ours to choose. */
  private ImageShape decoded(Content content) throws ValueException {
    ImageHeader header = ImageHeader.read(value, content.at(), content.bytes());
    Layout layout = hints.shape().map(ImageShape::layout).orElse(Layout.CHW);
    int channels = hints.shape().map(ImageShape::channels).orElse(header.channels());
    try {
      return new ImageShape(header.height(), header.width(), channels, layout);
    } catch (IllegalArgumentException e) {
      throw new ValueException("is an image that cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of image files some may be grey among others of colours, as in ImageNet. */
  private void addShape(int image, ImageShape found) throws ValueException {
    ImageShape before = shape.or(hints::shape).orElse(found);
    boolean mixed = packing == Packing.ENCODED && hints.shape().isEmpty();
    boolean same =
        found.height() == before.height()
            && found.width() == before.width()
            && (mixed || found.channels() == before.channels());
    if (!same) {
      throw new ValueException(
          "holds an image of "
              + found
              + ", expected "
              + before
              + (image == 0 ? " as was said" : " as before")
              + "; read in place, all must be of one size and colour: write them as files of class folders, and import those with --size HxW");
    }
    shape = Optional.of(before.channels() > found.channels() ? before : found);
  }

  private Labels labels() throws IOException {
    Optional<Path> file = hints.labels();
    try {
      if (file.isPresent()) {
        return LabelsFile.read(file.get(), keys()).meaning(hints.classes());
      }
      return labelled
          ? Labels.of(labels, hints.classes())
          : KeyLabels.read(environment, entries).meaning(hints.classes());
    } catch (ValueException e) {
      throw new StoreException(file.orElse(environment.path()) + ": " + e.getMessage(), e);
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int entry : entries) {
      environment.selectKey(entry, key);
      keys.add(key.text());
    }
    return keys;
  }
}
