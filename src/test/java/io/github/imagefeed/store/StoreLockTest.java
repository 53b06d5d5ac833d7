package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the changes of stores rely on; {@link KilledAppendTest} has two programs. */
final class StoreLockTest {

  @TempDir Path folder;

  @Test
  void oneAtATime() throws IOException {
    Path store = folder.resolve("store");
    StoreLock first = StoreLock.of(new StoreNames(store));
    IOException e = assertThrows(IOException.class, () -> StoreLock.of(new StoreNames(store)));
    assertTrue(e.getMessage().startsWith(store.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("changing it"), e.getMessage());
    StoreLock.of(new StoreNames(folder.resolve("other"))).close();
    first.close();
    StoreLock second = StoreLock.of(new StoreNames(store));
    first.close(); // is no business of the second's
    assertThrows(IOException.class, () -> StoreLock.of(new StoreNames(store)));
    second.close();
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aLockThatCannotBeHadIsNotKept() throws IOException {
    Path store = folder.resolve("store");
    Path file = Files.createDirectory(folder.resolve(".store.changing"));
    for (int round = 0; round < 2; round++) {
      IOException e = assertThrows(IOException.class, () -> StoreLock.of(new StoreNames(store)));
      assertFalse(e.getMessage().contains("changing it"), e.getMessage());
    }
    Files.delete(file);
    StoreLock.of(new StoreNames(store)).close();
  }

  @Test
  void aFileThatWasLeftIsInNobodysWay() throws IOException {
    Path file = Files.write(folder.resolve(".store.changing"), new byte[100_000]);
    StoreLock.of(new StoreNames(folder.resolve("store"))).close();
    assertFalse(Files.exists(file));
  }
}
