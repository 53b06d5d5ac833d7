package io.github.imagefeed.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

/** Completion for the shell, made by picocli. */
@Command(
    name = "completion",
    header = "Print a completion script for bash or zsh.",
    description = {"", "Use it with: source <(java -jar target/imagefeed.jar completion)", ""})
final class CompletionCommand extends GenerateCompletion {}
