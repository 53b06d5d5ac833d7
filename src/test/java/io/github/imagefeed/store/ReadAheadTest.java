package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading ahead is never in the way of reading, whatever happens to the file or the caller. */
final class ReadAheadTest {

  private static final int[] INDICES = {3, 999, 0};

  @TempDir private Path folder;

  @Test
  void leavesAMissingFileToTheRead() {
    try (ReadAhead ahead = new ReadAhead(folder.resolve("missing"), 1_000)) {
      ahead.start();
      ahead.await(INDICES, 0, 3);
    }
  }

  @Test
  void nobodyWaitsWhereNothingIsUnderWay() throws IOException {
    ReadAhead ahead = new ReadAhead(file(10), 1_000);
    ahead.await(INDICES, 0, 3);
    ahead.close();
    ahead.start();
    ahead.await(INDICES, 0, 3);
  }

  @Test
  void waitersEndWithThePass() throws IOException {
    Path file = file(5 << 20);
    for (int round = 0; round < 20; round++) {
      try (ReadAhead ahead = new ReadAhead(file, 1_000)) {
        ahead.start();
        ahead.await(INDICES, 0, 1);
        ahead.await(INDICES, 0, 3);
      }
    }
  }

  @Test
  void anInterruptIsKeptForTheCaller() throws Exception {
    Path file = file(5 << 20);
    AtomicBoolean kept = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              try (ReadAhead ahead = new ReadAhead(file, 1_000)) {
                ahead.start();
                Thread.currentThread().interrupt();
                ahead.await(INDICES, 0, 3);
                kept.set(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    caller.join();
    assertTrue(kept.get());
  }

  @Test
  void residencyOfFilesOfAnySize() throws IOException {
    for (int bytes : new int[] {1, 4_096, 65_537, 3_000_001}) {
      try (FileChannel channel = FileChannel.open(file(bytes))) {
        Residency.isResident(channel); // what is answered depends on the system
      }
    }
    assertTrue(FreeMemory.bytes() > 0);
    assertFalse(FreeMemory.bytes() == Long.MAX_VALUE);
  }

  private Path file(int bytes) throws IOException {
    return Files.write(folder.resolve("file" + bytes), new byte[bytes]);
  }
}
