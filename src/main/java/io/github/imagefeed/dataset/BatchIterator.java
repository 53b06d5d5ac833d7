package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The batches of one epoch, in order. The caller owns each batch and closes it.
 *
 * <p>May be left at any time: what was loaded ahead is released by {@link #close}, and by the
 * garbage collector where nobody calls it. One thread at a time.
 */
public final class BatchIterator implements Iterator<Batch>, AutoCloseable {

  private static final Cleaner CLEANER = Cleaner.create();

  /** What a batch needs besides its arrays. */
  interface Packer {
    Batch pack(NDManager manager, IndexList indices, NDList data, NDList labels, long progress);
  }

  private final Lookahead lookahead;
  private final Lookahead.Packer pack;
  private final Cleaner.Cleanable cleanable;
  private long progress;

  /**
   * Starts loading.
   *
   * @param manager parent of each batch's own manager; only touched by the calling thread
   * @param lookahead loads the batches; closed with this iterator
   */
  @SuppressWarnings("this-escape") // final class; the cleaner keeps only a phantom reference
  BatchIterator(NDManager manager, Lookahead lookahead, Packer packer) {
    this.lookahead = lookahead;
    this.pack =
        (indices, data, labels) -> {
          progress += indices.size();
          return packer.pack(manager.newSubManager(), indices, data, labels, progress);
        };
    this.cleanable = CLEANER.register(this, lookahead::close);
  }

  @Override
  public boolean hasNext() {
    return lookahead.hasNext();
  }

  /**
   * Waits for the next batch.
   *
   * @throws UncheckedIOException if the store cannot be read; the cause has path and index
   */
  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    LoadTrace.Wait trace = LoadTrace.begunWait();
    try {
      Batch batch = lookahead.next(pack);
      trace.done(batch.getSize());
      return batch;
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    } finally {
      // Or the collector could find this iterator, and its cleaner close what is being loaded.
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
