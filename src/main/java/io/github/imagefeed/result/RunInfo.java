package io.github.imagefeed.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where figures come from: enough to judge them and to repeat the run.
 *
 * @param command the subcommand that was run
 * @param started start of the run, ISO 8601 in UTC
 * @param dataset what was measured on: source, counts, shape
 * @param machine operating system, processor, cores, memory, file system of the stores
 * @param versions this program, its git revision, Java, DJL, engine, storage libraries
 * @param options every option of the command with the value it had
 */
public record RunInfo(
    String command,
    String started,
    Map<String, String> dataset,
    Map<String, String> machine,
    Map<String, String> versions,
    Map<String, String> options) {

  public RunInfo {
    dataset = ordered(dataset);
    machine = ordered(machine);
    versions = ordered(versions);
    options = ordered(options);
  }

  private static Map<String, String> ordered(Map<String, String> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
