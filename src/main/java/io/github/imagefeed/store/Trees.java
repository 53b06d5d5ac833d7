package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Files and folders as a whole; a store may be either. */
public final class Trees {

  private Trees() {}

  /** Deletes a file or a folder with all it holds; links are removed, not followed. */
  public static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /**
   * Makes a folder and those above it that are missing, and forces the name of each: a file in it
   * may be forced as often as one likes, and is lost with a folder's name.
   */
  static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      createFolders(parent);
    }
    Files.createDirectories(folder); // another writer may just have made it
    if (parent != null) {
      force(parent);
    }
  }

  /** Sum of the file lengths in bytes, as {@code du --apparent-size} counts files. */
  public static long bytes(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      long sum = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  /**
   * Forces a file's content, or a folder's entries, to the device; {@link DeviceWait} counts it.
   */
  public static void force(Path path) throws IOException {
    boolean folder = Files.isDirectory(path);
    if (folder && isWindows()) {
      return; // Windows opens no folders as files, and writes their entries through by itself.
    }
    // A file that is open for reading only Java does not force on Windows, without a word.
    StandardOpenOption mode = folder ? StandardOpenOption.READ : StandardOpenOption.WRITE;
    try (FileChannel channel = FileChannel.open(path, mode)) {
      DeviceWait.during(() -> channel.force(true));
    }
  }

  /**
   * Forces a file, or a folder with all it holds: in one call where the system has it, see {@link
   * DeviceSync}, else one by one.
   */
  public static void forceAll(Path path) throws IOException {
    if (Files.isDirectory(path) && DeviceSync.isAvailable() && DeviceSync.force(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        force(each);
      }
    }
  }

  /** Replaces a file's text, or makes it: afterwards the file has all of it, or is as before. */
  public static void replace(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".unfinished");
    try {
      Files.writeString(temporary, text);
      force(temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(file.toAbsolutePath().getParent());
  }

  /**
   * The text of a file in UTF-8 that is read in one piece.
   *
   * @param most bytes that are accepted
   * @throws StoreException if it has more
   * @throws java.nio.charset.CharacterCodingException if it is no UTF-8
   */
  public static String text(Path file, long most) throws IOException {
    long bytes = Files.size(file);
    if (bytes > most) {
      throw new StoreException(file + ": " + bytes + " bytes, expected at most " + most);
    }
    return Files.readString(file);
  }

  private static boolean isWindows() {
    return java.io.File.separatorChar == '\\';
  }
}
