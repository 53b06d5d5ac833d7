package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;

final class TrainingTraceTest {

  @Test
  void makesNothingWhileNothingRecords() {
    assertSame(TrainingTrace.begunStep(), TrainingTrace.begunStep());
    assertSame(TrainingTrace.begunTest(), TrainingTrace.begunTest());
    assertSame(TrainingTrace.begunWrite(), TrainingTrace.begunWrite());
  }

  @Test
  void makesTheEventThatIsRecordedAlone() {
    try (Recording recording = new Recording()) {
      recording.enable(TrainingEvents.TestPass.class);
      recording.disable(TrainingEvents.CheckpointWrite.class); // on otherwise
      recording.start();
      assertNotSame(TrainingTrace.begunTest(), TrainingTrace.begunTest());
      assertSame(TrainingTrace.begunWrite(), TrainingTrace.begunWrite());
    }
  }
}
