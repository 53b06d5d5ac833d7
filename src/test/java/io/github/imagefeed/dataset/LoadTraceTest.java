package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

final class LoadTraceTest {

  @Test
  void makesNothingWhileNothingRecords() {
    assertSame(LoadTrace.begunLoad(), LoadTrace.begunLoad());
    assertSame(LoadTrace.begunWait(), LoadTrace.begunWait());
  }

  /** Who looks at one stage only must see it. */
  @Test
  void eachStageCanBeRecordedAlone() {
    List<Class<? extends Event>> stages =
        List.of(
            LoadEvents.BatchLoad.class, LoadEvents.BatchRead.class, LoadEvents.BatchConvert.class);
    for (Class<? extends Event> stage : stages) {
      try (Recording recording = new Recording()) {
        stages.forEach(recording::disable); // a recording has all events otherwise
        recording.disable(LoadEvents.BatchWait.class);
        recording.enable(stage);
        recording.start();
        assertNotSame(LoadTrace.begunLoad(), LoadTrace.begunLoad(), stage.getSimpleName());
        assertSame(LoadTrace.begunWait(), LoadTrace.begunWait(), stage.getSimpleName());
      }
    }
  }
}
