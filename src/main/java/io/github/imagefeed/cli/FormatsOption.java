package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.catalog.MissingFormat;
import java.util.List;
import picocli.CommandLine.Option;

/** Which formats stand beside each other. */
final class FormatsOption {

  private static final String ALL = "all";

  @Option(
      names = "--formats",
      paramLabel = "NAME",
      split = ",",
      description =
          "Formats to write, separated by commas, or all; the command 'formats' lists them (default:"
              + " png,lmdb,hdf5).")
  private List<String> names = List.of();

  /** Says of those that were asked for by {@code all} which ones are missing. */
  List<String> names(Terminal terminal) {
    if (names.isEmpty()) {
      return Formats.usual();
    }
    if (!names.contains(ALL)) {
      return names.stream().distinct().toList();
    }
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "--formats is " + String.join(",", names) + ", but all stands alone");
    }
    for (MissingFormat missing : Formats.missing()) {
      terminal.notice(missing.toString());
    }
    return Formats.names();
  }
}
