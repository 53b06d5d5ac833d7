package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DevicesTest {

  @Test
  void readsWhatUsersWrite() {
    assertEquals(Devices.CPU, Devices.parse("cpu"));
    assertEquals(List.of("gpu0", "gpu1"), Devices.parse(" gpu0, gpu1").names());
    assertEquals(2, Devices.parse("cpu,cpu").parts());
    assertEquals("gpu0,gpu1", Devices.parse("gpu0,gpu1").toString());
    for (String wrong :
        List.of("", "tpu", "gpu0,", "cpu,gpu", "gpu0,gpu0", "gpu,gpu0", "gpu-1", "gpu99999")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Devices.parse(wrong), wrong);
      assertTrue(e.getMessage().contains("expected"), e.getMessage());
    }
  }

  @Test
  void saysWhichGpuIsMissing() {
    Engine engine = Engine.getEngine(TrainingRun.ENGINE);
    assertEquals(List.of(Device.cpu()), Devices.CPU.resolve(engine));
    String beyond = "gpu" + engine.getGpuCount();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Devices.parse(beyond).resolve(engine));
    assertTrue(e.getMessage().contains(beyond), e.getMessage());
  }
}
