package io.github.imagefeed.cli;

import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.source.ImageSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which images of a source a store was imported from: the options of that import. */
final class OriginalOptions {

  @Option(
      names = "--split",
      defaultValue = "train",
      description =
          "Part of the images that the store was imported from: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private SplitPart split;

  @Mixin private DataOptions dataOptions;

  ImageSource open(String data, Terminal terminal) throws java.io.IOException {
    return dataOptions.open(data, terminal);
  }

  Selection selection(ImageSource source) {
    return Selection.of(source, split.splits(), dataOptions.limit());
  }
}
