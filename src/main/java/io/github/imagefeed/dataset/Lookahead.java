package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Loads a bounded number of batches ahead of the consumer, in order, whatever thread each is loaded
 * on.
 *
 * <p>Arrays are made in a manager of its own and handed over by the consumer's thread, so that a
 * consumer may close its manager at any time: no thread here works on arrays of that manager.
 */
final class Lookahead implements AutoCloseable {

  /** One batch: the indices into the dataset that it was made from, and its arrays. */
  record Item(IndexList indices, BatchLoader.Loaded loaded) {}

  private final Iterator<int[]> batches;
  private final UnaryOperator<int[]> toStore;
  private final BatchLoader loader;
  private final Executor executor;
  private final int ahead;
  private final NDManager manager;
  private final Queue<CompletableFuture<Item>> pending = new ArrayDeque<>();
  private int running;
  private boolean closed;

  /**
   * Starts loading.
   *
   * @param batches indices into the dataset, a batch an array
   * @param toStore translates indices of the dataset to those of the store
   * @param ahead batches to load before they are asked for; 0 loads in {@link #next}
   * @param manager owned: closed when the last load has ended
   */
  Lookahead(
      Iterator<int[]> batches,
      UnaryOperator<int[]> toStore,
      BatchLoader loader,
      Executor executor,
      int ahead,
      NDManager manager) {
    this.batches = batches;
    this.toStore = toStore;
    this.loader = loader;
    this.executor = executor;
    this.ahead = ahead;
    this.manager = manager;
    try {
      for (int i = 0; i < ahead && batches.hasNext(); i++) {
        submit();
      }
    } catch (RuntimeException e) { // the executor is shut down, or the sampler fails
      close();
      throw e;
    }
  }

  synchronized boolean hasNext() {
    boolean more = !closed && (!pending.isEmpty() || batches.hasNext());
    if (!more) {
      close();
    }
    return more;
  }

  /** The next batch; waits for it if it is still being loaded. */
  Item next() throws IOException {
    if (ahead == 0) {
      return load(batches.next());
    }
    CompletableFuture<Item> head;
    synchronized (this) {
      head = pending.remove();
      if (batches.hasNext()) {
        submit();
      }
    }
    try {
      return head.get();
    } catch (InterruptedException e) {
      discard(head);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a batch");
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
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

  private void submit() {
    int[] indices = batches.next();
    CompletableFuture<Item> future = new CompletableFuture<>();
    running++;
    try {
      executor.execute(() -> run(future, indices));
    } catch (RuntimeException e) {
      running--;
      throw e;
    }
    pending.add(future);
  }

  private void run(CompletableFuture<Item> future, int[] indices) {
    try {
      if (!future.isDone()) {
        Item item = load(indices);
        if (!future.complete(item)) {
          item.loaded().close(); // cancelled meanwhile: nobody else will
        }
      }
    } catch (Throwable e) { // whatever it is, the consumer must hear of it
      future.completeExceptionally(e);
    } finally {
      ended();
    }
  }

  private Item load(int[] indices) throws IOException {
    return new Item(new IndexList(indices), loader.load(manager, toStore.apply(indices)));
  }

  private synchronized void ended() {
    running--;
    if (closed && running == 0) {
      manager.close();
    }
  }

  private static void discard(CompletableFuture<Item> future) {
    if (!future.cancel(false) && !future.isCompletedExceptionally()) {
      future.join().loaded().close();
    }
  }

  /** Releases what nobody has taken. Loads under way end by themselves and are released then. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    pending.forEach(Lookahead::discard);
    pending.clear();
    if (running == 0) {
      manager.close();
    }
  }
}
