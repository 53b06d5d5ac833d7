package io.github.imagefeed.export;

import java.util.List;
import java.util.Optional;

/** Every target. A new one is one line in {@link #all}. */
public final class ExportTargets {

  private ExportTargets() {}

  /**
   * All targets, in the order in which help shows them.
   *
   * @param split train or test: the folder below which class folders go, where it is wanted
   */
  public static List<ExportTarget> all(Optional<String> split) {
    return List.of(
        new ImageFolderTarget(split),
        new NpzTarget(),
        new CifarBinaryTarget(),
        new TutorialTarget());
  }

  /**
   * The target of that name.
   *
   * @param split as in {@link #all}; only class folders know it
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static ExportTarget named(String name, Optional<String> split) {
    ExportTarget found =
        all(split).stream()
            .filter(target -> target.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "unknown target '"
                            + name
                            + "', expected one of "
                            + String.join(
                                ", ", all(split).stream().map(ExportTarget::name).toList())));
    if (split.isPresent() && !(found instanceof ImageFolderTarget)) {
      throw new IllegalArgumentException(
          "target " + name + " has no folder '" + split.get() + "'; only imagefolder has");
    }
    return found;
  }
}
