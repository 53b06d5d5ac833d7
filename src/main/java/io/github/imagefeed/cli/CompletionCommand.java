package io.github.imagefeed.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

/** Completion for the shell, made by picocli. */
@Command(
    name = "completion",
    header = "Print a completion script for bash or zsh.",
    description = {
      "",
      "Completes a command called imagefeed, so name one first:",
      "  alias imagefeed='java -jar target/imagefeed.jar'",
      "  source <(imagefeed completion)",
      ""
    })
final class CompletionCommand extends GenerateCompletion {}
