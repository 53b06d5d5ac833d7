package io.github.imagefeed.cli;

import io.github.imagefeed.catalog.ForeignHints;
import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.catalog.MissingFormat;
import io.github.imagefeed.store.StoreReader;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to choose from. */
@Command(
    name = "formats",
    header = "List the formats of stores, and what of other programs is read in place.",
    description = {
      "",
      "Formats that are written and read can be given to --format and --formats. What other"
          + " programs have written is given where a store is: to --store, or to --data to make a"
          + " store of it.",
      ""
    },
    sortOptions = false)
final class FormatsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("written and read:");
    list(out, Formats.all(FormatOptions.DEFAULT));
    out.println("of other programs, read:");
    list(out, Formats.foreign(ForeignHints.NONE));
    if (!Formats.missing().isEmpty()) {
      out.println("not in this build:");
      for (MissingFormat format : Formats.missing()) {
        out.println(line(format.name(), format.reason()));
      }
    }
    return 0;
  }

  private static void list(PrintWriter out, List<? extends StoreReader> formats) {
    formats.forEach(format -> out.println(line(format.name(), format.description())));
  }

  private static String line(String name, String text) {
    return String.format("  %-14s %s", name, text);
  }
}
