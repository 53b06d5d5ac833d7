package io.github.imagefeed.convert;

import io.github.imagefeed.order.FoldPlan;
import io.github.imagefeed.order.IndexOrder;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.store.Batches;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreTarget;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Copies images from a source into a store in which each fold of a cross-validation lies in one
 * piece: fold 0 first, and in each fold the images in the order of the source. Folds depend on
 * labels that only reading gives, and sources are read from front to back only, so the images are
 * kept meanwhile: in memory, or where they are many in a temporary store beside the target, which
 * takes as much space again.
 */
public final class FoldedImport {

  /** Of pixels; more would press the page cache that the store is written to. */
  private static final long MEMORY_BYTES = 512L << 20;

  private static final int BATCH_BYTES = 1 << 20;

  private final Folding folding;
  private final StoreFormat spoolFormat;
  private final long memoryBytes;

  /** For tests: more bytes of pixels than these are not kept in memory. */
  FoldedImport(Folding folding, StoreFormat spoolFormat, long memoryBytes) {
    this.folding = folding;
    this.spoolFormat = spoolFormat;
    this.memoryBytes = memoryBytes;
  }

  /**
   * Prepares; nothing is read or written.
   *
   * @param spoolFormat of the temporary store
   */
  public FoldedImport(Folding folding, StoreFormat spoolFormat) {
    // Java limits direct memory to the largest heap, and the writer needs some, too.
    this(folding, spoolFormat, Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2));
  }

  /**
   * Writes a store.
   *
   * @param target does not exist afterwards if this fails, or is as it was before
   * @param progress hears the number of steps so far, two an image: all are read, then all written
   * @throws java.nio.file.FileAlreadyExistsException if the target exists and may not be replaced
   * @throws IOException if another program or thread is writing or changing the target
   * @throws IllegalArgumentException if so many images, or groups, cannot have so many folds
   */
  public StoreManifest run(
      ImageSource source,
      Selection selection,
      StoreFormat format,
      Path target,
      boolean overwrite,
      IntConsumer progress)
      throws IOException {
    folding.requirePlanFor(selection.count());
    try (StoreTarget place = StoreTarget.forNew(target, overwrite);
        Spool spool =
            Spool.of(source, selection, memoryBytes, spoolFormat, place.spool(), progress)) {
      FoldPlan plan = folding.plan(spool.labels());
      StoreSpec spec =
          new StoreSpec(
              source.shape(),
              selection.count(),
              source.classes(),
              source.description(),
              Optional.of(folding.layout(plan)));
      try (StoreWriter writer = StoreWriter.create(format, place, spec, overwrite)) {
        int done = selection.count();
        for (int fold = 0; fold < plan.folds(); fold++) {
          IndexOrder images = plan.heldOut(fold);
          int before = done;
          copy(spool.store(), images, writer, step -> progress.accept(before + step));
          done += images.size();
        }
        return writer.finish();
      }
    }
  }

  private static void copy(ImageStore from, IndexOrder order, StoreWriter to, IntConsumer progress)
      throws IOException {
    int bytes = from.shape().bytes();
    int batch = Math.max(1, BATCH_BYTES / bytes);
    ByteBuffer pixels = ByteBuffer.allocateDirect(Batches.bytes(from.shape(), batch));
    int[] indices = new int[batch];
    int[] labels = new int[batch];
    byte[] image = new byte[bytes];
    for (int first = 0, count; first < order.size(); first += count) {
      count = Math.min(batch, order.size() - first);
      order.copy(first, first + count, indices);
      from.read(indices, 0, count, pixels, labels);
      for (int k = 0; k < count; k++) {
        pixels.get(k * bytes, image);
        to.append(image, labels[k]);
        progress.accept(first + k + 1);
      }
    }
  }
}
