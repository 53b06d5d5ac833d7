package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Loads the batches of one epoch into a ring of slots, in order, whatever thread each is loaded on.
 *
 * <p>A worker takes the next batch that nobody has begun, until the ring is full, and then ends: it
 * never holds a thread to wait for the consumer, who starts it again. Where the threads are not the
 * dataset's own, the consumer loads a batch itself that no worker has begun when it comes for it;
 * so an executor that has no thread free delays nothing.
 *
 * <p>Arrays are made in a manager of its own and handed over by the consumer's thread, so that a
 * consumer may close its manager at any time: no thread here works on arrays of that manager.
 */
final class Lookahead implements AutoCloseable {

  private final Iterator<IndexList> batches;
  private final ImageStore store;
  private final Optional<int[]> view;
  private final Optional<EpochAugmentation> augmentation;
  private final Conversion conversion;
  private final Scaling scaling;
  private final StagingPool pool;
  private final NDManager manager;
  private final Executor executor;
  private final Runnable work = this::work;
  private final Loading loading;
  private final int workers;
  private final Cell[] ring;

  /** One for each load at a time, not for each cell: two stay in the processors' own caches. */
  private final Deque<Slot> slots = new ArrayDeque<>();

  /** Batches that somebody has begun to load, since the start of the epoch. */
  private long begun;

  /** Batches handed over. */
  private long taken;

  /** Workers that were asked for and have not started; lent threads may never get to it. */
  private int asked;

  /** Workers, and a consumer that is loading. */
  private int running;

  private boolean closed;

  /** A place in the ring: empty, being loaded, loaded or failed. */
  private static final class Cell {
    private IndexList indices;
    private NDList data;
    private NDList labels;
    private Throwable failure;
    private boolean done;
  }

  /**
   * Starts loading.
   *
   * @param batches indices into the dataset; used by one thread at a time
   * @param view see {@link Staging#read}
   * @param augmentation of this epoch
   * @param manager owned: closed when the last load has ended
   * @param executor runs the workers
   */
  Lookahead(
      Iterator<IndexList> batches,
      ImageStore store,
      Optional<int[]> view,
      Optional<EpochAugmentation> augmentation,
      Conversion conversion,
      StagingPool pool,
      NDManager manager,
      Executor executor,
      Loading loading) {
    this.batches = batches;
    this.store = store;
    this.view = view;
    this.augmentation = augmentation;
    this.conversion = conversion;
    this.pool = pool;
    this.manager = manager;
    this.executor = executor;
    this.loading = loading;
    this.workers = loading.workers();
    OpenEpochs.OF_PROCESS.begin(loading.bytes());
    this.ring = new Cell[Math.max(1, loading.ahead())];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = new Cell();
    }
    try {
      this.scaling = new Scaling(manager, store.shape().layout(), conversion.normalization());
      startWorkers();
    } catch (RuntimeException | Error e) { // no thread can be had, or the sampler fails
      close();
      throw e;
    }
  }

  synchronized boolean hasNext() {
    boolean more = !closed && (taken < begun || batches.hasNext());
    if (!more) {
      close();
    }
    return more;
  }

  /** Makes a batch of arrays that it then owns. */
  interface Packer {
    Batch pack(IndexList indices, NDList data, NDList labels);
  }

  /**
   * The next batch; waits for it if it is still being loaded. Only after {@link #hasNext}.
   *
   * @throws IOException if the store cannot be read
   */
  Batch next(Packer packer) throws IOException {
    Cell cell = unbegun();
    if (cell != null) {
      Slot slot = slot();
      load(cell, slot);
      ended(slot);
    } else {
      cell = awaited();
    }
    if (cell.failure != null) {
      throw rethrown(cell.failure);
    }
    Batch batch = packer.pack(cell.indices, cell.data, cell.labels);
    try {
      free(cell);
    } catch (RuntimeException | Error e) {
      batch.close();
      throw e;
    }
    return batch;
  }

  /** The cell of the batch that comes next if the consumer is to load it, else null. */
  private synchronized Cell unbegun() {
    if (taken < begun || (workers > 0 && !loading.lent())) {
      return null;
    }
    Cell cell = begin();
    running++;
    return cell;
  }

  private synchronized Cell awaited() throws IOException {
    Cell cell = ring[(int) (taken % ring.length)];
    while (!cell.done) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for a batch");
      }
    }
    return cell;
  }

  private synchronized void free(Cell cell) {
    cell.done = false;
    cell.data = null;
    cell.labels = null;
    taken++;
    startWorkers();
  }

  /** The loader's exception as it was, with the consumer's own stack as a suppressed one. */
  private static IOException rethrown(Throwable cause) {
    cause.addSuppressed(new IllegalStateException("seen by the consumer here"));
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }

  /** As many as there are free cells: more would find nothing to do. */
  private synchronized void startWorkers() {
    while (!closed && running + asked < Math.min(workers, room()) && batches.hasNext()) {
      asked++;
      try {
        executor.execute(work);
      } catch (RejectedExecutionException e) {
        asked--;
        if (!loading.lent()) {
          throw e;
        }
        return; // whoever lent the threads has shut them down: the consumer loads the rest
      } catch (RuntimeException | Error e) {
        asked--;
        throw e;
      }
    }
  }

  private long room() {
    return ring.length - (begun - taken);
  }

  private void work() {
    Slot slot = started();
    if (slot != null) {
      for (Cell cell = nextOrEnd(slot); cell != null; cell = nextOrEnd(slot)) {
        load(cell, slot);
      }
    }
  }

  private synchronized Slot started() {
    asked--;
    if (closed) {
      return null;
    }
    running++;
    try {
      return slot();
    } catch (Throwable e) { // no memory: the consumer waits for this batch and must hear of it
      running--;
      if (room() > 0) {
        failed(e);
      }
      return null;
    }
  }

  private void failed(Throwable e) {
    Cell cell = ring[(int) (begun++ % ring.length)];
    cell.failure = e;
    done(cell);
  }

  private synchronized Slot slot() {
    Slot slot = slots.poll();
    return slot == null ? new Slot(manager, pool.take()) : slot;
  }

  /** The next batch to load; null ends the worker, in the same moment in which that is found. */
  private synchronized Cell nextOrEnd(Slot slot) {
    Cell cell = null;
    try {
      if (!closed && room() > 0 && batches.hasNext()) {
        cell = begin();
      }
    } catch (Throwable e) { // the sampler fails: its consumer must hear of it
      failed(e);
    } finally {
      if (cell == null) {
        ended(slot);
      }
    }
    return cell;
  }

  private Cell begin() {
    Cell cell = ring[(int) (begun % ring.length)];
    cell.indices = batches.next();
    begun++;
    return cell;
  }

  private void load(Cell cell, Slot slot) {
    try {
      LoadTrace.Load trace = LoadTrace.begunLoad();
      int images = cell.indices.size();
      slot.staging().read(store, cell.indices, view, augmentation.isPresent());
      trace.hasRead();
      if (augmentation.isPresent()) {
        slot.staging().augment(store.shape(), cell.indices, augmentation.get());
      }
      slot.refresh(store.shape(), images);
      cell.data = conversion.data(slot, scaling, store.shape().layout());
      cell.labels = conversion.labels(slot);
      trace.done(images, (long) images * store.shape().bytes());
    } catch (Throwable e) { // whatever it is, the consumer must hear of it
      cell.failure = e;
    }
    done(cell);
  }

  private synchronized void done(Cell cell) {
    cell.done = true;
    if (cell == ring[(int) (taken % ring.length)]) {
      notifyAll(); // to wake the consumer for a later one would only cost time
    }
  }

  private synchronized void ended(Slot slot) {
    slots.push(slot);
    running--;
    if (closed && running == 0) {
      release();
    }
  }

  /** Releases what nobody has taken. Loads under way end by themselves and are released then. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (running == 0) {
      release();
    }
  }

  /** Arrays first: they look into the memory that the next epoch will take from the pool. */
  private void release() {
    try {
      manager.close();
    } finally {
      slots.forEach(slot -> pool.give(slot.staging()));
      slots.clear();
      OpenEpochs.OF_PROCESS.end(loading.bytes());
    }
  }
}
