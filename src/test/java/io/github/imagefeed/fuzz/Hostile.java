package io.github.imagefeed.fuzz;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Reads what an enemy might have written. All that may come of it is a value, or a refusal of the
 * kind that the reader's contract names, in words; other exceptions and all errors are findings.
 */
public final class Hostile {

  private Hostile() {}

  /**
   * The value; empty where the bytes were refused.
   *
   * @param refusal what the contract of the reader names
   * @param where part of every message: the file, or what else tells people which it was
   */
  public static <T> Optional<T> read(
      Class<? extends Exception> refusal, String where, Callable<T> reader) {
    try {
      return Optional.of(reader.call());
    } catch (Exception e) {
      if (!refusal.isInstance(e)) {
        throw new AssertionError("expected a " + refusal.getSimpleName() + ", thrown was " + e, e);
      }
      if (e.getMessage() == null || !e.getMessage().contains(where)) {
        throw new AssertionError("a message that does not name " + where + ": " + e, e);
      }
      return Optional.empty();
    }
  }
}
