package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes a store so that the target is either whole or not there.
 *
 * <p>Images go to a temporary name beside the target. {@link #finish} writes the manifest, has the
 * format force what it promises to force, and renames; until then an existing target stays as it
 * was. {@link #close} without {@code finish} removes what was written. One thread at a time.
 */
public final class StoreWriter implements Closeable {

  /** Between the store's name and the number of the process that writes it. */
  private static final String UNFINISHED = ".unfinished-";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final Path target;
  private final Path temporary;
  private final boolean overwrite;
  private final StoreSpec spec;
  private final ContentDigest digest;
  private final ImageStoreWriter writer;
  private int count;
  private boolean finished;

  private StoreWriter(
      Path target, Path temporary, boolean overwrite, StoreSpec spec, ImageStoreWriter writer) {
    this.target = target;
    this.temporary = temporary;
    this.overwrite = overwrite;
    this.spec = spec;
    this.writer = writer;
    this.digest = new ContentDigest(spec.shape());
  }

  /**
   * Starts a store.
   *
   * @param overwrite whether an existing target is replaced (at {@link #finish}) or refused (here)
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   */
  public static StoreWriter create(
      StoreFormat format, Path target, StoreSpec spec, boolean overwrite) throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !overwrite) {
      throw new FileAlreadyExistsException(
          target.toString(),
          null,
          "exists already; choose another name or replace it (--overwrite)");
    }
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(target + " cannot be a store, expected a file name");
    }
    Files.createDirectories(parent);
    String prefix = "." + absolute.getFileName() + UNFINISHED;
    removeLeftovers(parent, prefix);
    Path temporary = parent.resolve(prefix + ProcessHandle.current().pid());
    Trees.delete(temporary);
    ImageStoreWriter writer;
    try {
      writer = format.create(temporary, spec);
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
    return new StoreWriter(absolute, temporary, overwrite, spec, writer);
  }

  /** Whether a path has the name that a store has while it is written. */
  public static boolean isUnfinished(Path path) {
    return path.getFileName() != null && path.getFileName().toString().contains(UNFINISHED);
  }

  /** Removes what writers of the same store have left that were killed. */
  private static void removeLeftovers(Path parent, String prefix) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(parent)) {
      found = files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
    }
    for (Path file : found) {
      String writer = file.getFileName().toString().substring(prefix.length());
      if (NUMBER.matcher(writer).matches() && ProcessHandle.of(Long.parseLong(writer)).isEmpty()) {
        Trees.delete(file);
      }
    }
  }

  /**
   * Adds the next image.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the spec; not kept
   * @throws IllegalArgumentException if the length or the label do not fit the spec
   * @throws IllegalStateException if the announced count is reached already
   */
  public void append(byte[] pixels, int label) throws IOException {
    if (pixels.length != spec.shape().bytes()) {
      throw new IllegalArgumentException(
          "image " + count + " has " + pixels.length + " bytes, expected " + spec.shape().bytes());
    }
    if (!spec.classes().contains(label)) {
      throw new IllegalArgumentException(
          "label of image "
              + count
              + " is "
              + label
              + ", expected 0 to "
              + (spec.classes().size() - 1));
    }
    if (count == spec.count()) {
      throw new IllegalStateException("more images than the " + count + " announced");
    }
    writer.append(pixels, label);
    digest.add(pixels, label);
    count++;
  }

  /**
   * Completes the store and moves it to its place.
   *
   * @throws IllegalStateException if fewer images were added than announced
   */
  public StoreManifest finish() throws IOException {
    if (count != spec.count()) {
      throw new IllegalStateException(count + " images added, announced were " + spec.count());
    }
    StoreManifest manifest =
        new StoreManifest(spec.shape(), count, spec.classes(), spec.source(), digest.hex());
    writer.finish(manifest);
    writer.close();
    if (overwrite) {
      replace();
    } else {
      Files.move(temporary, target);
    }
    Trees.force(target.getParent());
    finished = true;
    return manifest;
  }

  /** A directory cannot be replaced in one step, so the old store steps aside first. */
  private void replace() throws IOException {
    if (!Files.exists(target)) {
      Files.move(temporary, target);
      return;
    }
    if (Files.isRegularFile(target) && Files.isRegularFile(temporary)) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = temporary.resolveSibling(temporary.getFileName() + "-old");
    Trees.delete(old);
    Files.move(target, old);
    try {
      Files.move(temporary, target);
    } catch (IOException e) {
      Files.move(old, target);
      throw e;
    }
    Trees.delete(old);
  }

  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, temporary);
      throw e;
    }
    Trees.delete(temporary);
  }

  private static void deleteAfter(Exception cause, Path path) {
    try {
      Trees.delete(path);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
