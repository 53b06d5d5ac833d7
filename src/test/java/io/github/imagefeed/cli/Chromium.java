package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A headless browser, one process a page.
 *
 * @param program its path
 * @param folder for its profile and what it prints
 */
record Chromium(Path program, Path folder) {

  /**
   * What a browser made of a page.
   *
   * @param dom the document when it had been laid out, as HTML
   * @param log messages, those of the console among them
   */
  record Page(String dom, String log) {}

  /** The browser of this machine, if there is one on the PATH. */
  static Optional<Path> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .flatMap(
            folder ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a file in a window of that size. */
  Page open(Path file, int width, int height, String... options)
      throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path log = folder.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--allow-file-access-from-files",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=" + width + "," + height,
                "--enable-logging=stderr",
                "--virtual-time-budget=5000"));
    command.addAll(List.of(options));
    command.add("--dump-dom");
    command.add(file.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser does not end");
    } finally {
      process.destroyForcibly();
    }
    Page page =
        new Page(
            Files.readString(dom, StandardCharsets.UTF_8),
            Files.readString(log, StandardCharsets.UTF_8));
    assertEquals(0, process.exitValue(), page.log());
    return page;
  }
}
