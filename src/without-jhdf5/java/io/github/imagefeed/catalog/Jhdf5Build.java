package io.github.imagefeed.catalog;

import io.github.imagefeed.store.StoreFormat;
import java.util.List;
import java.util.Optional;

/**
 * The format on JHDF5, which this build does not have: its library is not on Maven Central. A class
 * of the same name under {@code src/jhdf5} takes the place of this one with the Maven profile
 * {@code jhdf5}.
 */
final class Jhdf5Build {

  /** Name of the format, for those who ask for it where it is missing. */
  static final String NAME = "hdf5-jhdf5";

  private Jhdf5Build() {}

  /** The format, or none where it is missing. */
  static List<StoreFormat> formats() {
    return List.of();
  }

  /** Why there is none; empty if there is one. */
  static Optional<String> missing() {
    return Optional.of(
        "its library is not on Maven Central; build with mvn -Pjhdf5, see the README");
  }
}
