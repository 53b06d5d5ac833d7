package io.github.imagefeed.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a store so that the target is either whole or not there.
 *
 * <p>Images go to a temporary name beside the target. {@link #finish} writes the manifest, forces
 * all to the device, and renames; until then an existing target stays as it was. {@link #close}
 * without {@code finish} removes what was written. One thread at a time.
 *
 * <p>One writer at a time, too: from {@link #create} to {@link #close} nobody else can write to the
 * target, replace it or change it; who tries is refused.
 *
 * <p>What is done in which order, and what is there if the program is killed, or the machine stops,
 * after each step:
 *
 * <table>
 * <caption>Of a store NAME</caption>
 * <tr><th>step</th><th>afterwards</th></tr>
 * <tr><td>1. lock {@code .NAME.changing}</td>
 *     <td>as before; the lock ends with the process, the file is in nobody's way</td></tr>
 * <tr><td>2. write {@code .NAME.unfinished} and force it, files and folders</td>
 *     <td>NAME as before, and the unfinished store, which does not open</td></tr>
 * <tr><td>3. where an old store is replaced, and one of both is a folder: rename NAME to
 *     {@code .NAME.replaced}</td>
 *     <td>no NAME: readers are told why. The next writer of NAME puts it back first</td></tr>
 * <tr><td>4. rename {@code .NAME.unfinished} to NAME, force the folder of both</td>
 *     <td>the new store; the old one where the machine stopped before the force</td></tr>
 * <tr><td>5. rename {@code .NAME.replaced} to {@code .NAME.removed} and delete it</td>
 *     <td>the new store, and what is left of the old one. Who removes NAME by hand before this
 *     step has been done must remove {@code .NAME.replaced} too: else the next writer takes it for
 *     what step 3 has left, and puts it back, as an old store too many is a smaller evil than one
 *     lost</td></tr>
 * <tr><td>6. remove the lock</td><td>the new store</td></tr>
 * </table>
 *
 * <p>What is left under one of the other names is deleted by the next writer or change of NAME.
 */
public final class StoreWriter implements Closeable {

  private final StoreTarget target;
  private final Closeable owned;
  private final boolean overwrite;
  private final StoreSpec spec;
  private final ImageIntake intake;
  private final ImageStoreWriter writer;
  private final boolean resumable;
  private final Kept kept;
  private boolean closed;

  private StoreWriter(
      StoreTarget target,
      Closeable owned,
      boolean overwrite,
      StoreSpec spec,
      ImageStoreWriter writer,
      boolean resumable,
      Kept kept) {
    this.target = target;
    this.owned = owned;
    this.overwrite = overwrite;
    this.spec = spec;
    this.writer = writer;
    this.resumable = resumable;
    this.kept = kept;
    this.intake =
        new ImageIntake(
            writer, spec.shape(), spec.classes(), kept.digest, spec.count(), kept.count);
  }

  /** What an interrupted writer has left. */
  private static final class Kept implements KeptImages {
    private final ContentDigest digest;
    private final int[] checksums;
    private int count;
    private Optional<String> useless = Optional.empty();

    Kept(StoreSpec spec, int most) {
      this.digest = new ContentDigest(spec.shape());
      this.checksums = new int[most];
    }

    @Override
    public void keep(byte[] pixels, int label, int checksum) {
      digest.add(pixels, label);
      checksums[count++] = checksum;
    }
  }

  /**
   * Starts a store.
   *
   * @param overwrite whether an existing target is replaced (at {@link #finish}) or refused (here)
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   * @throws IOException if another program or thread is writing or changing the target
   */
  public static StoreWriter create(
      StoreFormat format, Path target, StoreSpec spec, boolean overwrite) throws IOException {
    StoreTarget locked = StoreTarget.forNew(target, overwrite);
    try {
      return create(format, locked, locked, spec, overwrite);
    } catch (IOException | RuntimeException e) {
      try (locked) {
        throw e; // a failure to unlock is added to it
      }
    }
  }

  /**
   * Starts a store in a place that the caller has taken, and gives back when this is closed.
   *
   * @param overwrite as for the place
   */
  public static StoreWriter create(
      StoreFormat format, StoreTarget target, StoreSpec spec, boolean overwrite)
      throws IOException {
    return create(format, target, () -> {}, spec, overwrite);
  }

  private static StoreWriter create(
      StoreFormat format, StoreTarget target, Closeable owned, StoreSpec spec, boolean overwrite)
      throws IOException {
    try {
      WriterPlan.of(format, spec).write(target.plan());
      ImageStoreWriter writer = format.create(target.unfinished(), spec);
      return new StoreWriter(target, owned, overwrite, spec, writer, false, new Kept(spec, 0));
    } catch (IOException | RuntimeException e) {
      deleteAfter(e, target);
      throw e;
    }
  }

  /**
   * Goes on with a store whose writer was stopped, or starts it if nothing of it is left, or what
   * is left is of no use, which {@link #begunAnew} tells. {@link #kept} images need not be added
   * again; {@link #close} without {@link #finish} leaves what was written for the next time.
   *
   * @param overwrite as in {@link #create}
   * @throws IllegalArgumentException if what is left is of other images, another format or layout
   * @throws FileAlreadyExistsException if the target exists and may not be replaced
   * @throws IOException if another program or thread is writing or changing the target
   */
  public static StoreWriter resume(
      StoreFormat format, Path target, StoreSpec spec, boolean overwrite) throws IOException {
    StoreTarget locked = StoreTarget.toGoOn(target, overwrite);
    try {
      return resume(format, locked, spec, overwrite);
    } catch (IOException | RuntimeException e) {
      try (locked) {
        throw e; // a failure to unlock is added to it
      }
    }
  }

  private static StoreWriter resume(
      StoreFormat format, StoreTarget locked, StoreSpec spec, boolean overwrite)
      throws IOException {
    WriterPlan plan = WriterPlan.of(format, spec);
    Optional<WriterPlan> before = WriterPlan.read(locked.plan());
    Kept kept = new Kept(spec, 0);
    if (before.isPresent() && Files.exists(locked.unfinished())) {
      requireSame(plan, before.get(), locked);
      try {
        kept = new Kept(spec, spec.count());
        ImageStoreWriter writer = format.resume(locked.unfinished(), spec, kept);
        return new StoreWriter(locked, locked, overwrite, spec, writer, true, kept);
      } catch (StoreException e) {
        kept = new Kept(spec, 0);
        kept.useless = Optional.of(e.getMessage());
      }
    }
    locked.removeUnfinished();
    plan.write(locked.plan());
    ImageStoreWriter writer = format.create(locked.unfinished(), spec);
    return new StoreWriter(locked, locked, overwrite, spec, writer, true, kept);
  }

  private static void requireSame(WriterPlan plan, WriterPlan before, StoreTarget locked) {
    if (!plan.isSameAs(before)) {
      throw new IllegalArgumentException(
          locked.store()
              + ": what was interrupted was to be "
              + before
              + ", and this is "
              + plan
              + ", or is laid out in another way; give the same options, or leave out --resume, which"
              + " removes what is left");
    }
  }

  /** Why {@link #resume} could not use what was left; empty if it could, or nothing was. */
  public Optional<String> begunAnew() {
    return kept.useless;
  }

  /** Images that are there from before, the first ones of the store; 0 where it was started. */
  public int kept() {
    return kept.count;
  }

  /** The checksum of such an image, by {@link ImageChecksum}. */
  public int keptChecksum(int index) {
    return kept.checksums[Objects.checkIndex(index, kept.count)];
  }

  /**
   * Adds the next image.
   *
   * @param pixels {@code shape.bytes()} bytes in the layout of the spec; not kept
   * @throws IllegalArgumentException if the length or the label do not fit the spec
   * @throws IllegalStateException if the announced count is reached already
   */
  public void append(byte[] pixels, int label) throws IOException {
    intake.append(pixels, label);
  }

  /**
   * Completes the store and moves it to its place.
   *
   * @throws IllegalStateException if fewer images were added than announced
   */
  public StoreManifest finish() throws IOException {
    return finish(step -> {});
  }

  /**
   * The same, if the store has become one that is known; else nothing is changed.
   *
   * @param expected what it has to be, from where this store's specification is
   * @param what is wrong then, for the message
   * @throws StoreException if it holds other images
   */
  public void finishAs(StoreManifest expected, String what) throws IOException {
    String digest = intake.digest();
    if (!digest.equals(expected.digest())) {
      throw new StoreException(
          what + ": the images together have digest " + digest + ", expected " + expected.digest());
    }
    finish(digest, step -> {});
  }

  /** For tests: the same as {@link #finish}, watched. */
  StoreManifest finish(StoreTarget.Observer observer) throws IOException {
    return finish(intake.digest(), observer);
  }

  private StoreManifest finish(String digest, StoreTarget.Observer observer) throws IOException {
    StoreManifest manifest = spec.manifest(digest);
    writer.finish(manifest);
    writer.close();
    target.complete(overwrite, observer);
    closed = true;
    owned.close();
    return manifest;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (owned) {
      discard();
    }
  }

  private void discard() throws IOException {
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      if (!resumable) {
        deleteAfter(e, target);
      }
      throw e;
    }
    if (!resumable) {
      target.removeUnfinished();
    }
  }

  private static void deleteAfter(Exception cause, StoreTarget target) {
    try {
      target.removeUnfinished();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
