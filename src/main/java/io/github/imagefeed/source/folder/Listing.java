package io.github.imagefeed.source.folder;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Lists folders: sorted by name in plain string order, hidden entries left out. */
final class Listing {

  private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg");

  private Listing() {}

  /** Names of the folders within a folder. */
  static List<String> folders(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".") && Files.isDirectory(entry)) {
          names.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }

  /** Names of the images within a class folder, at least one; told by name alone, so fast. */
  static String[] images(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Listing::isImage)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (names.isEmpty()) {
      throw new SourceException(
          folder + ": holds no image, expected at least one of " + EXTENSIONS + "; remove it?");
    }
    Collections.sort(names);
    return names.toArray(String[]::new);
  }

  /** Whether a folder holds an image; stops at the first. */
  static boolean holdsImage(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Listing::isImage)) {
      return entries.iterator().hasNext();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && EXTENSIONS.stream().anyMatch(name::endsWith);
  }
}
