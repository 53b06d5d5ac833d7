package io.github.imagefeed.longrun;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets nothing pass that keeps growing: {@link #warm} remembers what the process holds once it is
 * warm, {@link #check} fails unless it has come back to that.
 *
 * <p>What nobody reaches any more counts as released, so each look is behind a garbage collection;
 * and it is repeated, since collected buffers and idle threads take a while to go. One thread.
 */
public final class LeakGate {

  /** Longer than a loader's thread stays idle before it ends. */
  private static final Duration IDLE = Duration.ofMillis(2_300);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final long PAUSE_MILLIS = 50;

  /**
   * How many more there may be. Compilers' and collectors' threads come and go. Memory that was
   * freed stays with the C library, for each of up to eight heaps a core, and Java's heap grows
   * with the work; what leaks in thousands of batches is more.
   */
  private static final Map<Level, Long> ALLOWED =
      Map.of(Level.TASKS, 16L, Level.RESIDENT_KIB, 256L << 10);

  private final Duration quiet;
  private final Duration patience;
  private final Map<Level, Long> allowed = new EnumMap<>(ALLOWED);
  private Map<Level, Long> warm = new EnumMap<>(Level.class);

  /**
   * A gate.
   *
   * @param quiet how long nothing may change until the process counts as settled
   * @param patience how long the process may take to come back
   */
  LeakGate(Duration quiet, Duration patience) {
    this.quiet = quiet;
    this.patience = patience;
  }

  /** For work that loader threads take part in. */
  public LeakGate() {
    this(IDLE, PATIENCE);
  }

  /** Allows so much more of something that comes and goes. */
  LeakGate allowing(Level level, long more) {
    allowed.put(level, more);
    return this;
  }

  /** Remembers the levels, once they have settled. */
  public LeakGate warm() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.plus(quiet).toNanos();
    Map<Level, Long> now = look();
    long since = System.nanoTime();
    while (System.nanoTime() - since < quiet.toNanos()) {
      if (System.nanoTime() > end) {
        fail("what the process holds does not settle: " + now);
      }
      Map<Level, Long> next = look();
      if (differs(now, next)) {
        since = System.nanoTime();
      }
      now = next;
    }
    warm = now;
    return this;
  }

  private static boolean differs(Map<Level, Long> one, Map<Level, Long> other) {
    return one.entrySet().stream()
        .anyMatch(e -> e.getKey().isExact() && !e.getValue().equals(other.get(e.getKey())));
  }

  /** Fails with the names of what has grown. */
  public void check(String after) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    String grown = grown(look());
    while (!grown.isEmpty()) {
      if (System.nanoTime() > end) {
        fail("grown after " + after + ":" + grown);
      }
      grown = grown(look());
    }
  }

  private String grown(Map<Level, Long> now) {
    StringBuilder grown = new StringBuilder();
    now.forEach(
        (level, found) -> {
          long most = warm.get(level) + allowed.getOrDefault(level, 0L);
          if (found > most) {
            grown.append(" ").append(level).append(" ").append(found).append(" > ").append(most);
          }
        });
    return grown.toString();
  }

  /** What {@link #warm} found. */
  Map<Level, Long> warmLevels() {
    return warm;
  }

  /** What the process holds, without what is only waiting to be collected. */
  static Map<Level, Long> look() throws InterruptedException {
    System.gc();
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    Map<Level, Long> now = new EnumMap<>(Level.class);
    for (Level level : Level.values()) {
      now.put(level, level.now());
    }
    return now;
  }
}
