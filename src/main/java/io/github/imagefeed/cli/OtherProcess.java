package io.github.imagefeed.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program once more, as a process of its own. */
final class OtherProcess {

  private OtherProcess() {}

  /** The command line of a JVM like this one, on the same class path, for these arguments. */
  static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
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
