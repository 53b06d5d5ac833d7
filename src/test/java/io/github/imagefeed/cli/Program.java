package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program as a user runs it: a process of its own, with no JVM flags; or in this process, where
 * that makes no difference.
 *
 * @param folder where it runs, and where its output goes
 */
record Program(Path folder) {

  /** What a run has said. */
  record Run(int code, String out, String err) {

    /** Figures without the line breaks, which fall where they may. */
    String text() {
      return out.replaceAll("\\s+", " ");
    }

    void requireText(String... words) {
      for (String word : words) {
        assertTrue(text().contains(word), "expected '" + word + "' in " + this);
      }
    }
  }

  /** Runs it in this process. */
  static Run here(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(arguments);
    return new Run(code, out.toString(), err.toString());
  }

  /** Starts it. */
  Process start(String... arguments) throws IOException {
    return start(List.of(), Main.class, arguments);
  }

  /**
   * Starts it, or another program of the tests.
   *
   * @param by a command that starts it, with its options, as {@code setpriv} is
   */
  Process start(List<String> by, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(by);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(out().toFile())
        .redirectError(err().toFile())
        .start();
  }

  Path out() {
    return folder.resolve("out.txt");
  }

  Path err() {
    return folder.resolve("err.txt");
  }

  /** Waits for its end. */
  Run end(Process process) throws IOException, InterruptedException {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    return new Run(
        process.exitValue(),
        Files.readString(out(), StandardCharsets.UTF_8),
        Files.readString(err(), StandardCharsets.UTF_8));
  }
}
