package io.github.imagefeed.store;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import java.util.List;
import java.util.stream.Stream;

/** The format that only builds with the Maven profile {@code jhdf5} have, for lists of formats. */
final class Jhdf5 {

  static final String NAME = "hdf5-jhdf5";

  /** Where the others were tested already. */
  private static final boolean ALONE = Boolean.getBoolean("imagefeed.jhdf5.alone");

  private Jhdf5() {}

  /** The format, or none where this build has no such, or its library is missing. */
  static Stream<StoreFormat> format() {
    return Formats.all(FormatOptions.DEFAULT).stream().filter(format -> format.name().equals(NAME));
  }

  /** Formats, and behind them this one where there is one; this one alone if that was asked for. */
  static List<StoreFormat> with(StoreFormat... formats) {
    return Stream.concat(ALONE ? Stream.of() : Stream.of(formats), format()).toList();
  }
}
