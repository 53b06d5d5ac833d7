package io.github.imagefeed.dataset;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Keeps loading threads from using the engine's own threads.
 *
 * <p>PyTorch spreads every larger operation over as many threads as there are cores, by a team that
 * each calling thread gets for itself. Two loaders and a trainer would have three teams on the same
 * cores, and OpenMP's threads stop waiting actively as soon as there are more of them than cores:
 * each of the trainer's thousands of operations a step would then wake its team through the kernel.
 */
final class EngineThreads {

  private static final String PYTORCH = "PyTorch";

  private static final ThreadLocal<Boolean> ALONE = ThreadLocal.withInitial(() -> false);

  private EngineThreads() {}

  /**
   * Has the engine work on the calling thread alone where that thread calls it; other threads keep
   * their teams.
   *
   * <p>The engine's call sets the number for the calling thread and the default for threads that
   * have not called it yet. So a thread of no other use sets that default back; a thread that calls
   * the engine for the first time in its life within these microseconds would stay alone too.
   *
   * @param engine name of the engine; does nothing for others than PyTorch
   * @param others number of threads for everybody else
   */
  static void stayAlone(String engine, int others) {
    if (engine.equals(PYTORCH) && !ALONE.get()) {
      setHereOnly(others);
      ALONE.set(true);
    }
  }

  private static synchronized void setHereOnly(int others) {
    JniUtils.getNumThreads(); // has the thread take its default now, and not over our number later
    JniUtils.setNumThreads(1);
    Thread back = new Thread(() -> JniUtils.setNumThreads(others), "imagefeed-engine-threads");
    back.start();
    boolean interrupted = false;
    while (back.isAlive()) {
      try {
        back.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Threads that an operation of the calling thread uses. */
  static int ofCaller(String engine) {
    return engine.equals(PYTORCH) ? JniUtils.getNumThreads() : 1;
  }
}
