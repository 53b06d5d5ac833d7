package io.github.imagefeed.measure;

/** Hears of long work; called on the working thread, so it must be quick. */
public interface Watch {

  /** One line for people about a result or a decision. */
  void say(String line);

  /** Something with a known number of steps begins; it ends with {@link Task#close}. */
  Task begin(String what, long total);

  /** Work under way. */
  interface Task extends AutoCloseable {
    /** So much of the total is done; {@code detail} is a few words, or empty. */
    void at(long done, String detail);

    @Override
    void close();
  }
}
