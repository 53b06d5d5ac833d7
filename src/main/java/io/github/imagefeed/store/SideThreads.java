package io.github.imagefeed.store;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work beside the one that reads or writes a store. */
final class SideThreads {

  private SideThreads() {}

  /**
   * A thread that does one task after another, in order. It needs no closing: it ends after a
   * second without work, and a program that ends does not wait for it.
   */
  static Executor start(String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
