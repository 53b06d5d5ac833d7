package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EarlyForceTest {

  private static final long MUCH = 1L << 30;

  @TempDir Path folder;
  private FileChannel channel;
  private EarlyForce force;

  @BeforeEach
  void open() throws Exception {
    channel =
        FileChannel.open(
            folder.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    force = new EarlyForce(channel);
  }

  @Test
  void passesAFailureOnAtTheEnd() throws Exception {
    force.wrote(MUCH);
    force.await();
    channel.close();
    force.wrote(MUCH);
    assertThrows(ClosedChannelException.class, () -> force.await());
    assertThrows(ClosedChannelException.class, () -> force.await(), "still unforced");
  }

  @Test
  void passesAFailureOnWhileMoreIsWritten() throws Exception {
    channel.close();
    force.wrote(MUCH);
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () ->
            assertThrows(
                ClosedChannelException.class,
                () -> {
                  while (true) {
                    force.wrote(MUCH);
                  }
                }));
  }

  @Test
  void leavesAFewBytesToTheLastForce() throws Exception {
    channel.close();
    force.wrote(1);
    assertDoesNotThrow(() -> force.await(), "a force must be worth its cost");
  }
}
