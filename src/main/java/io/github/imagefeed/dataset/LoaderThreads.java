package io.github.imagefeed.dataset;

import ai.djl.ndarray.NDManager;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A dataset's own threads. They end by themselves when idle, so a dataset needs no closing.
 * Thread-safe.
 */
final class LoaderThreads {

  private static final long IDLE_SECONDS = 2;

  private final ThreadPoolExecutor threads;

  /** None is started yet. */
  LoaderThreads(int count) {
    int size = Math.max(1, count);
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "imagefeed-loader");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  /** The threads, on which the manager's engine uses none of its own; see {@link EngineThreads}. */
  Executor forEngineOf(NDManager manager) {
    String engine = manager.getEngine().getEngineName();
    int others = EngineThreads.ofCaller(engine);
    return task ->
        threads.execute(
            () -> {
              try {
                EngineThreads.stayAlone(engine, others);
              } finally { // alone is faster; but somebody waits for the task whatever happens
                task.run();
              }
            });
  }
}
