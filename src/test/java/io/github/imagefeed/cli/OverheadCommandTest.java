package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OverheadCommandTest {

  @TempDir Path folder;

  private String store(String name, int count) {
    String store = folder.resolve(name).toString();
    Program.Run run =
        Program.here(
            "import",
            "--data=synthetic",
            "--size=8x8",
            "--count=" + count,
            "--format=lmdb",
            "--out=" + store);
    assertEquals(0, run.code(), run.toString());
    return store;
  }

  @Test
  void refusesStoresOfDifferentImages() {
    String first = store("a.lmdb", 40);
    String same = store("b.lmdb", 40);
    String other = store("c.lmdb", 41);
    Path json = folder.resolve("r.json");
    Program.Run run =
        Program.here("overhead", "--store", first, same, other, "--json=" + json, "--batch=10");
    assertEquals(2, run.code(), run.toString());
    assertTrue(run.err().contains(other + " holds other images than " + first), run.err());
    assertFalse(Files.exists(json));
  }
}
