package io.github.imagefeed.store.tiledb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the TileDB library is there. Loads nothing of it: that takes a second, and whoever lists
 * formats shall not wait for it.
 */
final class TiledbLibrary {

  private static final String NEEDED = "io.tiledb:tiledb-java";

  private TiledbLibrary() {}

  /**
   * Why it is of no use here, in one line; empty where nothing is known against it.
   *
   * <p>The library ends the process where it fails to unpack itself, so what can make it fail is
   * looked at here.
   */
  static Optional<String> missing() {
    ClassLoader loader = TiledbLibrary.class.getClassLoader();
    if (loader.getResource("io/tiledb/java/api/Context.class") == null) {
      return Optional.of("needs " + NEEDED + " on the class path");
    }
    if (!hasNatives()) {
      return Optional.of(
          NEEDED
              + " has no native library for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return Files.isDirectory(temporary) && Files.isWritable(temporary)
        ? Optional.empty()
        : Optional.of("its native library cannot be unpacked to " + temporary);
  }

  /**
   * Passes where {@link #missing} is empty.
   *
   * @throws IOException with the reason
   */
  static void require() throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new IOException("TileDB cannot be used: " + missing.get());
    }
  }

  /** What the jar comes with. */
  private static boolean hasNatives() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean intel = processor.equals("amd64") || processor.equals("x86_64");
    boolean mac = system.startsWith("mac");
    return (intel && (mac || system.equals("linux") || system.startsWith("windows")))
        || (mac && processor.equals("aarch64"));
  }
}
