package io.github.imagefeed.measure.peer;

import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of a PNG store as the folder a class that {@code ImageFolder} asks for. */
final class ClassFolders {

  private ClassFolders() {}

  /**
   * Links the files into class folders, or copies them where links cannot be had.
   *
   * @param png the store's folder
   * @param store the same, opened: its labels say where each file belongs
   * @param root where the class folders are made; must not exist
   */
  static void make(Path png, ImageStore store, Path root) throws IOException {
    for (int c = 0; c < store.classes().size(); c++) {
      Files.createDirectories(root.resolve(folder(c)));
    }
    int[] index = new int[1];
    int[] label = new int[1];
    ByteBuffer pixels = ByteBuffer.allocateDirect(store.shape().bytes());
    List<Path> files;
    try (Stream<Path> all = Files.walk(png.resolve("images"))) {
      files =
          all.filter(Files::isRegularFile).sorted(Comparator.comparing(Path::getFileName)).toList();
    }
    for (index[0] = 0; index[0] < files.size(); index[0]++) {
      store.read(index, 0, 1, pixels, label);
      Path file = files.get(index[0]);
      Path target = root.resolve(folder(label[0])).resolve(file.getFileName());
      try {
        Files.createLink(target, file);
      } catch (IOException | UnsupportedOperationException e) {
        Files.copy(file, target); // another file system, or one without links
      }
    }
  }

  /** By number: a class may be called by what is no name of a folder. */
  private static String folder(int label) {
    return String.format("class-%05d", label);
  }
}
