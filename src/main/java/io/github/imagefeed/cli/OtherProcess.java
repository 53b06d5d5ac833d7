package io.github.imagefeed.cli;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This program once more, as a process of its own. */
final class OtherProcess {

  private static final Logger LOG = LoggerFactory.getLogger(OtherProcess.class);

  private OtherProcess() {}

  /** The command line of a JVM like this one, on the same class path, for these arguments. */
  static List<String> command(List<String> arguments) {
    return command(List.of(), arguments);
  }

  /**
   * Ends this process, which another one has started, as soon as that one has: however it ends, the
   * system then closes the pipe that is standard input here.
   */
  static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // nothing is ever written
                }
              } catch (IOException e) {
                LOG.debug("standard input cannot be read any more, as when it is closed", e);
              }
              System.err.println("imagefeed: ending, since the process that began this has ended");
              // At once, as if killed too: what a fold has saved is whole at every moment.
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  /** The same with further flags of the JVM, which win over those of this one. */
  static List<String> command(List<String> flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(flags);
    command.addAll(
        List.of("-cp", absolute(System.getProperty("java.class.path")), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  /** Relative entries mean the same from wherever a process is started. */
  private static String absolute(String classPath) {
    StringBuilder entries = new StringBuilder();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      entries.append(entries.length() == 0 ? "" : File.pathSeparator);
      entries.append(Path.of(entry).toAbsolutePath());
    }
    return entries.toString();
  }
}
