package io.github.imagefeed.measure;

import ai.djl.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;

/** The machine and the versions that figures come from. */
public final class Environment {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private static final String PROCESSOR = "processor";
  private static final String CORES = "cores";
  private static final String MEMORY = "memory";
  private static final String FILE_SYSTEM = "fileSystem";

  /** Not the heap and the kernel: another of these is the same machine still. */
  private static final List<String> IDENTITY = List.of(PROCESSOR, CORES, FILE_SYSTEM);

  private static final String MIB = " MiB";

  /** What a kernel keeps for itself changes with its version, by far less than a memory module. */
  private static final double SAME_MEMORY = 0.02;

  private Environment() {}

  /**
   * Operating system, processor, cores, memory, and the file system of the stores.
   *
   * @param stores a folder that exists
   */
  public static Map<String, String> machine(Path stores) throws IOException {
    Map<String, String> machine = new LinkedHashMap<>();
    machine.put("system", property("os.name") + " " + property("os.version"));
    machine.put("architecture", property("os.arch"));
    machine.put(PROCESSOR, processor());
    machine.put(CORES, String.valueOf(Runtime.getRuntime().availableProcessors()));
    memory().ifPresent(bytes -> machine.put(MEMORY, (bytes >> 20) + MIB));
    machine.put("heap", (Runtime.getRuntime().maxMemory() >> 20) + MIB);
    machine.put(FILE_SYSTEM, Files.getFileStore(stores).type());
    return machine;
  }

  /** Bytes of memory that this machine, or the container, has; empty where Java does not know. */
  public static OptionalLong memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? OptionalLong.of(system.getTotalMemorySize())
        : OptionalLong.empty();
  }

  /** Whether two descriptions are of the same machine, as far as storing images goes. */
  public static boolean isSame(Map<String, String> machine, Map<String, String> other) {
    boolean alike =
        IDENTITY.stream().allMatch(key -> Objects.equals(machine.get(key), other.get(key)));
    return alike && isSameMemory(machine.getOrDefault(MEMORY, ""), other.getOrDefault(MEMORY, ""));
  }

  private static boolean isSameMemory(String memory, String other) {
    OptionalLong a = mebibytes(memory);
    OptionalLong b = mebibytes(other);
    if (a.isEmpty() || b.isEmpty()) {
      return memory.equals(other);
    }
    double most = (double) Math.max(a.getAsLong(), b.getAsLong());
    return Math.abs(a.getAsLong() - b.getAsLong()) <= SAME_MEMORY * most;
  }

  /** The number of a text such as {@code 24105 MiB}; empty for any other. */
  private static OptionalLong mebibytes(String memory) {
    return memory.matches("[0-9]{1,12}" + MIB)
        ? OptionalLong.of(Long.parseLong(memory.substring(0, memory.length() - MIB.length())))
        : OptionalLong.empty();
  }

  private static String processor() throws IOException {
    if (Files.isReadable(CPU_INFO)) {
      for (String line : Files.readAllLines(CPU_INFO)) {
        if (line.startsWith("model name")) {
          return line.substring(line.indexOf(':') + 1).strip();
        }
      }
    }
    return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
  }

  /** This program, its git revision, Java, and the libraries that matter. */
  public static Map<String, String> versions() throws IOException {
    Properties build = read("/imagefeed-build.properties");
    Properties git = read("/imagefeed-git.properties");
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("imagefeed", build.getProperty("version"));
    String dirty = "true".equals(git.getProperty("git.dirty")) ? " with changes" : "";
    versions.put("gitRevision", git.getProperty("git.commit.id.full", "unknown") + dirty);
    versions.put("java", property("java.vm.name") + " " + property("java.runtime.version"));
    versions.put("djl", build.getProperty("djl"));
    Engine engine = Engine.getInstance();
    versions.put("engine", engine.getEngineName() + " " + engine.getVersion());
    versions.put("lmdbjava", build.getProperty("lmdbjava"));
    versions.put("jhdf", build.getProperty("jhdf"));
    return versions;
  }

  /** Version of this program, for {@code --version}. */
  public static String version() throws IOException {
    return read("/imagefeed-build.properties").getProperty("version");
  }

  private static Properties read(String resource) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream(resource)) {
      if (in != null) { // the git revision is missing where the sources came without git
        properties.load(in);
      }
    }
    return properties;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
