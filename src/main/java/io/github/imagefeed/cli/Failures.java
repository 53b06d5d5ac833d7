package io.github.imagefeed.cli;

import io.github.imagefeed.report.FileReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Turns exceptions into one line for the user and an exit code. */
final class Failures {

  private Failures() {}

  /**
   * Prints one line, and the stack trace where it was asked for or the fault is ours.
   *
   * @return 2 if the options are at fault, 1 if data, machine or program are
   */
  static int report(Exception failure, boolean verbose, PrintWriter err) {
    Throwable cause = cause(failure);
    err.println("imagefeed: " + line(failure));
    if (verbose || !isKnown(cause)) {
      failure.printStackTrace(err);
    }
    return cause instanceof IllegalArgumentException && !(cause instanceof InvalidPathException)
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  /** What went wrong, in one line. */
  static String line(Exception failure) {
    Throwable cause = cause(failure);
    return message(cause, isKnown(cause));
  }

  /** Whether the user asked for stack traces. */
  static boolean isVerbose(CommandSpec spec) {
    OptionSpec verbose = spec.root().findOption("--verbose");
    return verbose != null && Boolean.TRUE.equals(verbose.<Object>getValue());
  }

  /** A library's failure is no bug where a file is behind it that it could not open. */
  private static Throwable cause(Exception failure) {
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return failure.getCause();
    }
    if (failure instanceof RuntimeException && !isKnown(failure)) {
      for (Throwable e = failure.getCause(); e != null; e = e.getCause()) {
        if (e instanceof FileSystemException) {
          return e;
        }
      }
    }
    return failure;
  }

  private static boolean isKnown(Throwable cause) {
    return cause instanceof IOException || cause instanceof IllegalArgumentException;
  }

  /** One line for options that picocli refuses, and where to read on. */
  static int refuse(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("imagefeed: " + failure.getMessage());
    err.println("try '" + command.getCommandSpec().qualifiedName() + " --help'");
    return CommandLine.ExitCode.USAGE;
  }

  private static String message(Throwable cause, boolean known) {
    String text =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof FileSystemException e && e.getReason() == null) {
      return FileReason.of(e) + ": " + e.getFile();
    }
    if (cause instanceof InvalidPathException) {
      return "a file name cannot be used in this locale, try LC_ALL=C.UTF-8: " + text;
    }
    return known
        ? text.lines().findFirst().orElse(text)
        : "this is a bug in imagefeed, please report it: " + cause;
  }
}
