package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Debian's Python with the libraries that Python people read our formats with. */
public final class Python {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private Python() {}

  /** Skips the test where Python or the module is missing, and says which package has it. */
  public static void assumeHas(String module, String debianPackage)
      throws IOException, InterruptedException {
    assumeImports(module, "Debian's package " + debianPackage);
  }

  /** The same for a module that Debian lacks. */
  public static void assumeImports(String module, String needs)
      throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(PYTHON), "skipped: " + PYTHON + " is missing");
    Process process = new ProcessBuilder(PYTHON.toString(), "-c", "import " + module).start();
    Assumptions.assumeTrue(process.waitFor() == 0, "skipped: needs " + needs);
  }

  /** The lines that a script prints; the test fails if it fails. */
  public static List<String> run(String script, Object... arguments)
      throws IOException, InterruptedException {
    return runIn(Path.of(""), script, arguments);
  }

  /** The same in a folder, where the script finds files by their names. */
  public static List<String> runIn(Path folder, String script, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-c", script));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.lines().toList();
  }
}
