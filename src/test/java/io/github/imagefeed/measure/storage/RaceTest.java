package io.github.imagefeed.measure.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.measure.Samples;
import io.github.imagefeed.measure.Watch;
import io.github.imagefeed.result.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class RaceTest {

  private static final Watch SILENT =
      new Watch() {
        @Override
        public void say(String line) {}

        @Override
        public Task begin(String what, long total) {
          return new Task() {
            @Override
            public void at(long done, String detail) {}

            @Override
            public void close() {}
          };
        }
      };

  private final Samples samples = new Samples();
  private final List<String> notes = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final Race race = new Race(samples, notes, 30, SILENT);

  /** Says that it took what a function of its run's number says, and takes that long or longer. */
  private Trial trial(String name, double seconds, IntToDoubleFunction figure) {
    int[] runs = new int[1];
    return new Trial() {
      @Override
      public Subject subject() {
        return new Subject(name, "", Map.of());
      }

      @Override
      public Map<String, Double> run() {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        log.add(name);
        return Map.of("t", figure.applyAsDouble(runs[0]++));
      }
    };
  }

  private Measurement steady(String name) {
    return samples.measurements().stream()
        .filter(m -> m.format().equals(name) && m.settings().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static Budget seconds(double seconds) {
    return Budget.of(seconds, () -> false);
  }

  /** Half a second a run, so that nothing is run to warm up. */
  @Test
  void keepsTheFirstRunApartAndTakesTurns() throws Exception {
    List<Trial> trials = List.of(trial("a", 0.45, run -> run), trial("b", 0.45, run -> run));
    assertTrue(race.run("it", trials, 0, seconds(3.9)).isPresent());
    List<String> turns = log.subList(0, 8);
    assertEquals(List.of("a", "b", "a", "b", "b", "a", "b", "a"), turns);
    Measurement first = samples.measurements().get(0);
    assertEquals(Map.of("run", "first"), first.settings());
    assertEquals(List.of(0.0), first.samples());
    assertEquals(1.0, steady("a").samples().get(0));
    assertTrue(notes.toString().contains("stopped after 3 rounds"), notes.toString());
  }

  @Test
  void goesOnUntilTheMedianHasSettled() throws Exception {
    List<Trial> trials =
        List.of(
            trial("calm", 0.001, run -> 1 + run % 2 * 0.01),
            trial("wild", 0.001, run -> 1 + run % 7));
    assertTrue(race.run("it", trials, 0, seconds(60)).isPresent());
    assertEquals(7, steady("calm").samples().size());
    assertEquals(30, steady("wild").samples().size());
    assertEquals(List.of(), notes);
  }

  @Test
  void leavesOutWhatWouldTakeTooLong() throws Exception {
    List<Trial> trials = List.of(trial("a", 0, run -> 1));
    assertTrue(race.run("a million", trials, 20, seconds(10)).isEmpty());
    assertEquals(List.of(), log);
    assertTrue(notes.get(0).startsWith("a million: left out"), notes.toString());
  }

  @Test
  void leavesOutWhatHasNoTime() throws Exception {
    assertTrue(race.run("it", List.of(trial("a", 0, run -> 1)), 0, seconds(0)).isEmpty());
    assertEquals(List.of(), log);
    assertTrue(notes.get(0).startsWith("it: left out, no time"), notes.toString());
  }

  @Test
  void refusesToPoolTwoRaces() throws Exception {
    List<Trial> trials = List.of(trial("a", 0, run -> 1));
    assertTrue(race.run("it", trials, 0, seconds(10)).isPresent());
    assertThrows(IllegalStateException.class, () -> race.run("it", trials, 0, seconds(10)));
  }

  @Test
  void keepsFirstRunsWhereThereIsNoTimeForMore() throws Exception {
    List<Trial> trials = List.of(trial("a", 0.2, run -> 1));
    assertTrue(race.run("it", trials, 0, seconds(0.3)).isPresent());
    assertEquals(1, samples.measurements().size());
    assertTrue(notes.get(0).startsWith("it: first runs only"), notes.toString());
  }

  @Test
  void stopsBetweenRuns() {
    List<Trial> trials = List.of(trial("a", 0, run -> 1));
    Budget stoppedAtTheThird = Budget.of(60, () -> log.size() >= 3);
    assertThrows(StoppedException.class, () -> race.run("it", trials, 0, stoppedAtTheThird));
    assertEquals(3, log.size());
    assertFalse(samples.measurements().isEmpty());
  }
}
