package io.github.imagefeed.image;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of the classes; a label is an index into the list.
 *
 * @param names at least one, each non-blank and given once
 */
public record ClassNames(List<String> names) {

  public ClassNames {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no class names, expected at least one");
    }
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("blank class name at label " + seen.size());
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("class name '" + name + "' is given twice");
      }
    }
  }

  public static ClassNames of(String... names) {
    return new ClassNames(List.of(names));
  }

  public int size() {
    return names.size();
  }

  public String name(int label) {
    return names.get(label);
  }

  /** Whether {@code label} is an index into these names. */
  public boolean contains(int label) {
    return label >= 0 && label < names.size();
  }
}
