package io.github.imagefeed.source.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The image files of one split, by class and name. Keeps names only, for millions of files. */
final class FileList {

  private final List<ClassFolder> folders;

  /** Index of the first image of each folder. */
  private final int[] starts;

  private final int size;

  /**
   * The images of one class.
   *
   * @param names file names within the folder, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record ClassFolder(Path folder, int label, String[] names) {}

  /** Takes non-empty folders in the order of their labels. */
  FileList(List<ClassFolder> folders) {
    this.folders = new ArrayList<>(folders);
    this.starts = new int[folders.size()];
    int next = 0;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = next;
      next = Math.addExact(next, folders.get(i).names().length);
    }
    this.size = next;
  }

  int size() {
    return size;
  }

  Path file(int index) {
    int at = folderOf(index);
    ClassFolder folder = folders.get(at);
    return folder.folder().resolve(folder.names()[index - starts[at]]);
  }

  int label(int index) {
    return folders.get(folderOf(index)).label();
  }

  private int folderOf(int index) {
    Objects.checkIndex(index, size);
    int found = Arrays.binarySearch(starts, index);
    return found >= 0 ? found : -found - 2;
  }
}
