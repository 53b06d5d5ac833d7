package io.github.imagefeed.source.folder;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageDecoder;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images in class folders: {@code ROOT/CLASS/*.png}, all of them for training, or {@code
 * ROOT/train/CLASS/*.png} and {@code ROOT/test/CLASS/*.png}.
 *
 * <ul>
 *   <li>Files ending in .png, .jpg or .jpeg, in any case, are images; others and hidden ones are
 *       not looked at.
 *   <li>Classes are the folder names of both splits together, in plain string order. A split's
 *       images come by class, then by file name in plain string order.
 *   <li>Every class folder holds at least one image. {@code train} and {@code test}, where they
 *       hold class folders, are the only folders of the root.
 *   <li>Given a size, images are resized to it; without one, all must have the size of the first.
 *       {@link ImageDecoder} says what becomes of each kind of image.
 *   <li>Pixels are RGB with planes.
 * </ul>
 */
public final class FolderSource implements ImageSource {

  private final Path root;
  private final FolderTree tree;
  private final ImageDecoder decoder;
  private final ImageShape shape;

  /** Says why every image has to have the shape's size; empty when images are resized. */
  private final Optional<String> sameSize;

  private boolean closed;

  private FolderSource(
      Path root,
      FolderTree tree,
      ImageDecoder decoder,
      ImageShape shape,
      Optional<String> sameSize) {
    this.root = root;
    this.tree = tree;
    this.decoder = decoder;
    this.shape = shape;
    this.sameSize = sameSize;
  }

  /** Whether {@code root} is a folder in which some class folder holds an image, by its name. */
  public static boolean recognises(Path root) throws IOException {
    return FolderTree.holdsImages(root);
  }

  /**
   * Lists the images of a folder.
   *
   * @param size what every image is resized to; empty if they all have one size already
   * @throws io.github.imagefeed.source.SourceException if the folders are not as described above,
   *     or the first image is needed for its size and cannot be read
   */
  public static FolderSource open(Path root, Optional<ImageSize> size) throws IOException {
    FolderTree tree = FolderTree.list(root);
    ImageDecoder decoder = new ImageDecoder();
    if (size.isPresent()) {
      return new FolderSource(root, tree, decoder, size.get().shape(), Optional.empty());
    }
    FileList train = tree.files().get(Split.TRAIN);
    Path first = (train.size() > 0 ? train : tree.files().get(Split.TEST)).file(0);
    String reason =
        "as in the first image " + first + "; give --size HEIGHTxWIDTH to resize all images";
    return new FolderSource(root, tree, decoder, decoder.size(first).shape(), Optional.of(reason));
  }

  @Override
  public String description() {
    return "class folders of PNG and JPEG images, " + root;
  }

  @Override
  public ImageShape shape() {
    return shape;
  }

  @Override
  public ClassNames classes() {
    return tree.classes();
  }

  @Override
  public int size(Split split) {
    return tree.files().get(split).size();
  }

  @Override
  public int read(Split split, int index, byte[] pixels) throws IOException {
    if (closed) {
      throw new IllegalStateException("the folder source " + root + " is closed");
    }
    FileList files = tree.files().get(split);
    Path file = files.file(index);
    if (sameSize.isPresent()) {
      decoder.decodeExactly(file, shape, pixels, sameSize.get());
    } else {
      decoder.decode(file, shape, pixels);
    }
    return files.label(index);
  }

  @Override
  public void close() {
    closed = true;
  }
}
