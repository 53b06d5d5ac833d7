package io.github.imagefeed.store.tiledb;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the TileDB library is there. Loads nothing of it: that takes a second, and whoever lists
 * formats shall not wait for it.
 */
final class TiledbLibrary {

  private static final String NEEDED = "io.tiledb:tiledb-java";

  /** What of its resources are natives, by the names that systems give to libraries. */
  private static final List<String> NATIVES = List.of("tiledb", "tiledbjni");

  /** Written when it is loaded: it is unpacked once a process. */
  private static volatile boolean unpacked;

  private TiledbLibrary() {}

  /**
   * Why it is of no use here, in one line; empty where nothing is known against it.
   *
   * <p>The library ends the process where it fails to unpack itself, so what can make it fail is
   * looked at here, and by {@link #require} the room that it needs.
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
    Path temporary = temporary();
    return Files.isDirectory(temporary) && Files.isWritable(temporary)
        ? Optional.empty()
        : Optional.of("its native library cannot be unpacked to " + temporary);
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /**
   * Passes where {@link #missing} is empty, and the library is unpacked or finds room for that.
   *
   * @throws IOException with the reason
   */
  static void require() throws IOException {
    Optional<String> missing = missing();
    if (missing.isPresent()) {
      throw new IOException("TileDB cannot be used: " + missing.get());
    }
    if (!unpacked) {
      requireRoom(temporary(), nativeBytes());
    }
  }

  /** From now on it needs no room. */
  static void unpacked() {
    unpacked = true;
  }

  static void requireRoom(Path folder, long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes) {
      throw new IOException(
          "TileDB cannot be used: its native library needs "
              + bytes
              + " bytes in "
              + folder
              + ", where "
              + free
              + " are free; make room, or name another folder by -Djava.io.tmpdir=…");
    }
  }

  /** Length of the natives for this system, unpacked. */
  static long nativeBytes() throws IOException {
    long bytes = 0;
    for (String name : NATIVES) {
      String resource = libraries() + System.mapLibraryName(name);
      URL url = TiledbLibrary.class.getClassLoader().getResource(resource);
      if (url == null) {
        throw new IOException("TileDB cannot be used: " + NEEDED + " has no " + resource);
      }
      bytes += url.openConnection().getContentLengthLong();
    }
    return bytes;
  }

  private static String libraries() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return arm ? "arm/lib/" : "lib/";
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
