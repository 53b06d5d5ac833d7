package io.github.imagefeed.store.arrow;

import io.github.imagefeed.store.CheckedStore;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.KeptImages;
import io.github.imagefeed.store.MappedFile;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StorePlan;
import io.github.imagefeed.store.StoreSize;
import io.github.imagefeed.store.StoreSize.Certainty;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.arrow.flatbuf.Footer;

/**
 * One Arrow IPC file, usually named {@code *.arrow}; see the package for what lies in it. The
 * library that its metadata need may be missing, as {@link #missing} says: then only names can be
 * asked for.
 */
public final class ArrowFormat implements StoreFormat {

  private final OptionalInt batchImages;

  /** With record batches of some 16 MiB. */
  public ArrowFormat() {
    this.batchImages = OptionalInt.empty();
  }

  /**
   * With record batches of that many images, at least 1; where a store has fewer, of all of them.
   * Concerns new stores only; all open alike.
   */
  public ArrowFormat(int batchImages) {
    if (batchImages < 1) {
      throw new IllegalArgumentException("batch is " + batchImages + ", expected at least 1 image");
    }
    this.batchImages = OptionalInt.of(batchImages);
  }

  /** Why this format cannot be used here, in one line; empty if it can. */
  public static Optional<String> missing() {
    try {
      Footer.ValidateVersion(); // asks for the FlatBuffers library, too, of the version it wants
      return Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(
          "needs org.apache.arrow:arrow-format:18.3.0 and"
              + " com.google.flatbuffers:flatbuffers-java:25.2.10 on the class path");
    }
  }

  @Override
  public String name() {
    return "arrow";
  }

  @Override
  public String description() {
    return "one Arrow IPC file (*.arrow) with columns image, label and checksum, read through"
        + " memory maps";
  }

  @Override
  public boolean recognises(Path path) {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".arrow") || name.endsWith(".feather") || hasMagic(path);
  }

  private static boolean hasMagic(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return ArrowContents.startsWithMagic(channel);
    } catch (IOException e) {
      return false; // A file that cannot be read is not recognised: no more was asked.
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file that is replaced or removed, also by {@link StoreWriter}, stays as it was for the
   * store that has it open, unless somebody else has it open, too, and writes to it. One that is
   * cut or written to under its name is noticed by its length and its time of modification, at the
   * end of each batch: such a batch fails with a {@link StoreException}, and so do all that follow.
   * A writer that sets that time back, or writes within the same tick of the file system's clock as
   * the one before, is not noticed; {@link CheckedStore} does notice.
   */
  @Override
  public ImageStore open(Path path) throws IOException {
    requireFile(path);
    return ArrowStore.open(path, ArrowStore.WINDOW_SHIFT, false);
  }

  @Override
  public StoreManifest manifest(Path path) throws IOException {
    return contents(path).manifest();
  }

  /** Anew where the file was replaced meanwhile: which of the two was read cannot be told. */
  private static ArrowContents contents(Path path) throws IOException {
    requireFile(path);
    while (true) {
      MappedFile file = MappedFile.of(path);
      ArrowContents contents;
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        contents = file.intact(() -> ArrowContents.read(path, channel));
      }
      if (file.isNamed()) {
        return contents;
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Header, the message of each record batch, footer and the gaps have to be to the byte what
   * this program writes: a file that another Arrow library has written anew opens, but not
   * strictly. Nothing outside the data is left unseen.
   */
  @Override
  public ImageStore openStrictly(Path path) throws IOException {
    requireFile(path);
    return ArrowStore.open(path, ArrowStore.WINDOW_SHIFT, true);
  }

  @Override
  public StoreFormat like(Path path) throws IOException {
    ArrowContents contents = contents(path);
    return new ArrowFormat(contents.batches().chosenBatch(contents.manifest().shape()));
  }

  private static void requireFile(Path path) throws StoreException {
    if (Files.isDirectory(path)) {
      throw new StoreException(path + ": a folder, expected an Arrow file");
    }
  }

  @Override
  public ImageStoreWriter create(Path path, StoreSpec spec) throws IOException {
    return ArrowWriter.create(path, places(spec));
  }

  @Override
  public ImageStoreWriter resume(Path path, StoreSpec spec, KeptImages kept) throws IOException {
    return ArrowWriter.resume(path, spec, places(spec), kept);
  }

  @Override
  public StoreSize predictSize(StoreSpec spec) {
    return StoreSize.ofFile(places(spec).fileBytes(), Certainty.EXACT);
  }

  @Override
  public StorePlan plan(StoreSpec spec) {
    return StorePlan.blocks(places(spec).batchImages());
  }

  private ArrowPlan places(StoreSpec spec) {
    int images = batchImages.orElseGet(() -> ArrowPlan.defaultBatch(spec.shape()));
    return new ArrowPlan(spec.draft(), images);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The footer of an Arrow file lies where more images would go, and only a rename replaces it
   * in one step, so this writes the whole file anew, beside the old one, and needs the space for
   * both. A store that is open for reading stays as it was opened; on Windows it keeps the old file
   * from being replaced.
   */
  @Override
  public ImageStoreWriter append(Path store, StoreManifest before, int more) throws IOException {
    return ArrowAppender.open(store, before, more);
  }
}
