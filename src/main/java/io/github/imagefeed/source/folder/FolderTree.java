package io.github.imagefeed.source.folder;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The class folders below a root.
 *
 * @param classes names of all class folders, sorted
 * @param files the images of each split, every split present
 */
record FolderTree(ClassNames classes, Map<Split, FileList> files) {

  private static final Map<String, Split> SPLITS =
      new TreeMap<>(Map.of("train", Split.TRAIN, "test", Split.TEST));

  /** Lists all files. The folders must be in one of the two layouts of {@link FolderSource}. */
  static FolderTree list(Path root) throws IOException {
    Map<Split, Path> roots = splitRoots(root);
    TreeSet<String> names = new TreeSet<>();
    for (Path splitRoot : roots.values()) {
      names.addAll(Listing.folders(splitRoot));
    }
    if (names.isEmpty()) {
      throw new SourceException(
          root + ": holds no class folders, expected CLASS/*.png or train/CLASS/*.png");
    }
    ClassNames classes = new ClassNames(List.copyOf(names));
    Map<Split, FileList> files = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      List<FileList.ClassFolder> folders = new ArrayList<>();
      for (int label = 0; roots.containsKey(split) && label < classes.size(); label++) {
        Path folder = roots.get(split).resolve(classes.name(label));
        if (Files.isDirectory(folder)) {
          folders.add(new FileList.ClassFolder(folder, label, Listing.images(folder)));
        }
      }
      files.put(split, new FileList(folders));
    }
    return new FolderTree(classes, files);
  }

  /** Whether some class folder below the root holds an image. */
  static boolean holdsImages(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return false;
    }
    List<Path> parents = new ArrayList<>(List.of(root));
    SPLITS.keySet().forEach(name -> parents.add(root.resolve(name)));
    for (Path parent : parents) {
      if (Files.isDirectory(parent)) {
        for (String name : Listing.folders(parent)) {
          if (Listing.holdsImage(parent.resolve(name))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The folder of each split that is there; the root itself where it is not split. */
  private static Map<Split, Path> splitRoots(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new SourceException(root + ": is not a folder, expected a folder of class folders");
    }
    Map<Split, Path> roots = new EnumMap<>(Split.class);
    List<String> strangers = new ArrayList<>();
    for (String name : Listing.folders(root)) {
      // A folder 'train' without folders of its own is the class of trains.
      if (SPLITS.containsKey(name) && !Listing.folders(root.resolve(name)).isEmpty()) {
        roots.put(SPLITS.get(name), root.resolve(name));
      } else {
        strangers.add(name);
      }
    }
    if (roots.isEmpty()) {
      return Map.of(Split.TRAIN, root);
    }
    if (!strangers.isEmpty()) {
      throw new SourceException(
          root
              + ": beside "
              + roots.values().stream().map(Path::getFileName).toList()
              + " there are folders "
              + strangers
              + ", expected only train and test, each with class folders");
    }
    return roots;
  }
}
