package io.github.imagefeed.cli;

import io.github.imagefeed.measure.Environment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The program's entry. */
@Command(
    name = "imagefeed",
    header = "Feeds images from PNG files, LMDB or HDF5 into DJL training, and measures the cost.",
    description = {
      "",
      "Start with 'imagefeed compare': it writes CIFAR-10 in each format, times an epoch of"
          + " loading in sequential and shuffled order, and trains a small CNN from each.",
      "'imagefeed COMMAND --help' explains a command."
    },
    footer = {
      "",
      "Figures go to standard output, progress and messages to standard error.",
      "Exit codes: 0 done, 1 failed, 2 wrong usage."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    subcommands = {
      CompareCommand.class,
      ImportCommand.class,
      InfoCommand.class,
      FormatsCommand.class,
      VerifyCommand.class,
      RepairCommand.class,
      ExportCommand.class,
      LoadCommand.class,
      ReportCommand.class,
      StorageCommand.class,
      AdviseCommand.class,
      TrainCommand.class,
      KFoldCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      CompletionCommand.class,
      ShareCommand.class,
      OverheadCommand.class
    })
public final class Main implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  /** Says the version that the build has written down. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"imagefeed " + Environment.version()};
    }
  }

  /** Without a command there is nothing to do but to say what there is. */
  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    err.println("imagefeed: which command? 'compare' is the main one");
    err.println();
    spec.commandLine().usage(err);
    return CommandLine.ExitCode.USAGE;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Both must be set before DJL's classes load: no telemetry, and nothing is downloaded by it.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.exit(run(args));
  }

  /**
   * Classes that cannot be loaded are no bug of theirs: mostly the files they lie in cannot be
   * opened. Which one it is depends on chance, so it is looked for here and nowhere else.
   */
  private static int run(String[] args) {
    PrintWriter err = printer(FileDescriptor.err);
    try {
      return commandLine(printer(FileDescriptor.out), err).execute(args);
    } catch (LinkageError | InternalError e) {
      return cannotLoad(e, err);
    } catch (RuntimeException e) {
      Throwable cause = e; // what looks for annotations, as picocli does, wraps it
      while (cause != null
          && !(cause instanceof LinkageError || cause instanceof ClassNotFoundException)) {
        cause = cause.getCause();
      }
      if (cause == null) {
        throw e;
      }
      return cannotLoad(cause, err);
    }
  }

  private static int cannotLoad(Throwable cause, PrintWriter err) {
    err.println(
        "imagefeed: a part of the program cannot be loaded: either files of it are missing in its"
            + " folder lib, or it may not open enough files at once (ulimit -n): "
            + cause);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The commands, writing to these. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new Main());
    commands.setOut(out);
    commands.setErr(err);
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpAutoWidth(true);
    Main main = commands.getCommand();
    commands.setParameterExceptionHandler((failure, arguments) -> Failures.refuse(failure));
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.report(failure, main.verbose, command.getErr()));
    return commands;
  }

  /** UTF-8 but on Windows, whose console has a character set of its own. */
  private static PrintWriter printer(FileDescriptor to) {
    String console = System.getProperty("sun.stdout.encoding");
    Charset charset = console == null ? StandardCharsets.UTF_8 : Charset.forName(console);
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(to), charset), true);
  }
}
