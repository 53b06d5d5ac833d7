package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.NumberedClasses;
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
 * Images in shards as WebDataset has them: {@code .tar}, {@code .tar.gz} or {@code .tgz} archives.
 *
 * <ul>
 *   <li>{@link ShardFiles} says which files are found and which split each belongs to.
 *   <li>Members one after the other with one name up to the first dot of their last part are a
 *       sample: one {@code .png}, {@code .jpg} or {@code .jpeg}, and its label, the text of a
 *       number in {@code .cls} or {@code .cls.txt}, else the number {@code label} in {@code .json}.
 *       Other members are ignored.
 *   <li>Classes are the lines of {@code classes.txt} (or {@code classnames.txt}) beside the shards
 *       or in the folder that was given, else the numbers from 0 to the largest label.
 *   <li>Opening reads the headers and labels of all shards once, and compressed ones whole. Then
 *       images are read where they lie, nothing is unpacked; of compressed shards, what lies before
 *       the image last read is reached by unpacking the shard from its begin.
 *   <li>A file that was written to, replaced or removed since is refused at the next image of it.
 *   <li>Given a size, images are resized to it; without one, all must have the size of the first.
 *       {@link io.github.imagefeed.source.ImageDecoder} says what becomes of each kind of image.
 *   <li>Pixels are RGB with planes.
 * </ul>
 */
public final class WebDatasetSource implements ImageSource {

  private static final List<String> EXTENSIONS = List.of(".tar", ".tar.gz", ".tgz");

  /** Shards of a split. */
  private record Part(List<Shard> shards, Pieces pieces) {}

  private final Path root;
  private final Map<Split, Part> parts;
  private final ClassNames classes;
  private final UniformDecoder decoder;
  private final OneOpen open;
  private boolean closed;

  private WebDatasetSource(
      Path root, Map<Split, Part> parts, ClassNames classes, UniformDecoder decoder, OneOpen open) {
    this.root = root;
    this.parts = parts;
    this.classes = classes;
    this.decoder = decoder;
    this.open = open;
  }

  /**
   * Whether the path is a {@code .tar}, a compressed one whose first file may belong to a sample, a
   * pattern of such names, or a folder with archives of these names.
   */
  public static boolean recognises(Path path) throws IOException {
    String name = String.valueOf(path.getFileName());
    if (ShardFiles.isPattern(path)) {
      return isShard(name);
    }
    if (Files.isDirectory(path)) {
      return ShardFiles.list(path, WebDatasetSource::isShard).values().stream()
          .anyMatch(files -> !files.isEmpty());
    }
    return Files.isRegularFile(path)
        && isShard(name)
        && (!ShardBytes.isCompressed(path) || beginsWithSample(path));
  }

  /** Compressed archives are also what CIFAR comes in. */
  private static boolean beginsWithSample(Path path) throws IOException {
    try (TarMembers members = TarMembers.open(path)) {
      Optional<TarMember> first = members.next();
      return first.isPresent() && SampleParts.counts(first.get());
    } catch (SourceException e) {
      return false; // Whoever opens it says what is wrong.
    }
  }

  private static boolean isShard(String name) {
    return EXTENSIONS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  /**
   * Reads the index of all shards.
   *
   * @param size what every image is resized to; empty if they all have one size already
   * @throws SourceException if a shard is damaged or not as described above
   */
  public static WebDatasetSource open(Path path, Optional<ImageSize> size) throws IOException {
    Map<Split, List<Path>> files = ShardFiles.list(path, WebDatasetSource::isShard);
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    List<Path> folders = new ArrayList<>(List.of(path));
    List<Shard> all = new ArrayList<>();
    for (Split split : Split.values()) {
      List<Shard> found = new ArrayList<>();
      for (Path file : files.get(split)) {
        found.add(Shard.index(file));
        folders.add(file.toAbsolutePath().getParent());
      }
      parts.put(
          split,
          new Part(
              List.copyOf(found),
              new Pieces(found.stream().mapToInt(shard -> shard.samples().size()).toArray())));
      all.addAll(found);
    }
    Shard first =
        all.stream()
            .filter(shard -> !shard.samples().isEmpty())
            .findFirst()
            .orElseThrow(
                () ->
                    new SourceException(
                        path
                            + ": holds no samples, expected an image (.png, .jpg or .jpeg) and a"
                            + " .cls of one name one after the other"));
    ClassNames classes = classes(ClassList.find(folders), all);
    OneOpen open = new OneOpen();
    try {
      UniformDecoder decoder =
          size.isPresent()
              ? UniformDecoder.resizing(size.get())
              : UniformDecoder.like(first.name(0), open.read(first, 0));
      return new WebDatasetSource(path, parts, classes, decoder, open);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static ClassNames classes(Optional<Path> file, List<Shard> shards) throws IOException {
    int largest = 0;
    Optional<ClassNames> names = Optional.empty();
    if (file.isPresent()) {
      names = Optional.of(ClassList.read(file.get()));
    }
    for (Shard shard : shards) {
      for (int i = 0; i < shard.samples().size(); i++) {
        int label = shard.samples().get(i).label();
        if (names.isPresent() && !names.get().contains(label)) {
          throw new SourceException(
              String.format(
                  "%s: label is %d, expected 0 to %d, as %s has it",
                  shard.name(i), label, names.get().size() - 1, file.get()));
        }
        largest = Math.max(largest, label);
      }
    }
    return names.isPresent() ? names.get() : NumberedClasses.upTo(largest);
  }

  @Override
  public String description() {
    return "WebDataset shards, " + root;
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
      throw new IllegalStateException("the WebDataset source " + root + " is closed");
    }
    Part part = parts.get(split);
    int piece = part.pieces().pieceOf(index);
    Shard shard = part.shards().get(piece);
    int within = index - part.pieces().start(piece);
    decoder.decode(shard.name(within), open.read(shard, within), pixels);
    return shard.samples().get(within).label();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    open.close();
  }
}
