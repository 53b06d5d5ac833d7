package io.github.imagefeed.store.hdf5.foreign;

import io.github.imagefeed.store.StoreException;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All datasets of a file, in all its groups; links are not followed. */
final class FileContent {

  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 100_000;
  private static final int SHOWN = 20;

  private final String path;
  private final List<FoundDataset> datasets = new ArrayList<>();
  private final List<String> links = new ArrayList<>();
  private final Set<Long> groups = new HashSet<>();
  private int nodes;

  private FileContent(String path) {
    this.path = path;
  }

  /**
   * Looks through a file.
   *
   * @param path of the file, for messages
   */
  static FileContent of(String path, Group root) throws StoreException {
    FileContent content = new FileContent(path);
    content.walk(root, "/", 0);
    return content;
  }

  private void walk(Group group, String at, int depth) throws StoreException {
    if (depth > MAX_DEPTH) {
      throw new StoreException(path + ": groups within groups, more than " + MAX_DEPTH + " deep");
    }
    if (!groups.add(group.getAddress())) {
      return; // it has several names
    }
    for (Node node : group.getChildren().values()) {
      if (++nodes > MAX_NODES) {
        throw new StoreException(path + ": more than " + MAX_NODES + " groups and datasets");
      }
      String name = at + node.getName();
      if (node instanceof Link) {
        links.add(name);
      } else if (node instanceof Dataset dataset) {
        datasets.add(FoundDataset.of(name, dataset));
      } else if (node instanceof Group child) {
        walk(child, name + "/", depth + 1);
      }
    }
  }

  List<FoundDataset> datasets() {
    return datasets;
  }

  /**
   * The dataset that somebody named.
   *
   * @param name with or without a slash before it
   * @throws StoreException if there is none
   */
  FoundDataset named(String name) throws StoreException {
    String full = name.startsWith("/") ? name : "/" + name;
    for (FoundDataset dataset : datasets) {
      if (dataset.path().equals(full)) {
        return dataset;
      }
    }
    String reason =
        links.contains(full)
            ? full + " is a link; name the dataset itself, which must be in this file"
            : "no dataset " + full;
    throw new StoreException(path + ": " + reason + "; " + list());
  }

  /** For people: what is there. */
  String list() {
    if (datasets.isEmpty()) {
      return "there are no datasets";
    }
    String more = datasets.size() > SHOWN ? ", and " + (datasets.size() - SHOWN) + " more" : "";
    return datasets.stream()
            .limit(SHOWN)
            .map(FoundDataset::toString)
            .collect(Collectors.joining(", ", "there are ", ""))
        + more;
  }
}
