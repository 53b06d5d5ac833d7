package io.github.imagefeed.catalog;

import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.jhdf5.Jhdf5Format;
import java.util.List;
import java.util.Optional;

/**
 * The format on JHDF5, which this build has; without the Maven profile {@code jhdf5} a class of the
 * same name under {@code src/without-jhdf5} takes the place of this one.
 */
final class Jhdf5Build {

  /** Name of the format, for those who ask for it where it is missing. */
  static final String NAME = Jhdf5Format.NAME;

  private Jhdf5Build() {}

  /** The format, or none where it is missing. */
  static List<StoreFormat> formats() {
    return missing().isEmpty() ? List.of(new Jhdf5Format()) : List.of();
  }

  /** Why there is none; empty if there is one. */
  static Optional<String> missing() {
    return Jhdf5Format.missing();
  }
}
