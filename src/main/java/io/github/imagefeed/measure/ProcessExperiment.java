package io.github.imagefeed.measure;

import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times an epoch that several processes read together, each a share of one store with one loading
 * thread. The clock runs from telling all to begin until the last is done; the processes have run
 * untimed epochs before.
 *
 * @param processes how many at a time, each at least 1
 */
public record ProcessExperiment(
    List<EpochOrder> orders, int repeat, int batch, List<Integer> processes) {

  private static final int WARM_UP_EPOCHS = 20;

  /** Each is a JVM with an engine, of some hundred megabytes. */
  private static final int MAX_PROCESSES = 32;

  public ProcessExperiment {
    orders = List.copyOf(orders);
    processes = List.copyOf(processes);
    for (int count : processes) {
      if (count < 1 || count > MAX_PROCESSES) {
        throw new IllegalArgumentException(
            "processes are " + count + ", expected 1 to " + MAX_PROCESSES);
      }
    }
  }

  /** The command line of a process that runs a {@link ShareReader}. */
  public interface Command {
    List<String> of(Path store, int part, int parts, EpochOrder order, int batch);
  }

  /**
   * {@link MetricNames#EPOCH_LOAD} and {@link MetricNames#EPOCH_CPU} of all processes, of each
   * store with the setting {@link SettingNames#PROCESSES}.
   */
  public List<Measurement> run(Map<String, Path> stores, Command command, Watch watch)
      throws IOException {
    Samples samples = new Samples();
    long total = (long) stores.size() * orders.size() * processes.size() * repeat;
    try (Watch.Task task = watch.begin("timing epochs by several processes", total)) {
      long done = 0;
      for (EpochOrder order : orders) {
        for (int count : processes) {
          done = race(stores, order, count, command, samples, task, done);
        }
      }
    }
    return samples.measurements();
  }

  private long race(
      Map<String, Path> stores,
      EpochOrder order,
      int count,
      Command command,
      Samples samples,
      Watch.Task task,
      long before)
      throws IOException {
    long done = before;
    Map<String, Team> teams = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Path> store : stores.entrySet()) {
        task.at(done, "starting " + count + " processes for " + store.getKey());
        teams.put(store.getKey(), new Team(store.getValue(), count, command, order));
      }
      for (int i = 0; i < WARM_UP_EPOCHS; i++) {
        for (Team team : teams.values()) {
          team.epoch();
        }
      }
      for (int round = 0; round < repeat; round++) {
        for (String name : Rotation.of(List.copyOf(teams.keySet()), round)) {
          String kind = order.kind().toString();
          long begin = System.nanoTime();
          double cpu = teams.get(name).epoch();
          double seconds = (System.nanoTime() - begin) / 1e9;
          Map<String, String> settings = Map.of(SettingNames.PROCESSES, String.valueOf(count));
          samples.add(MetricNames.EPOCH_LOAD, name, kind, settings, MetricNames.SECONDS, seconds);
          samples.add(MetricNames.EPOCH_CPU, name, kind, settings, MetricNames.SECONDS, cpu);
          task.at(++done, Measurement.label(name, settings) + " " + order.kind());
        }
      }
    } finally {
      teams.values().forEach(Team::close);
    }
    return done;
  }

  /** The processes that share one store. */
  private final class Team implements AutoCloseable {
    private final List<Process> members = new ArrayList<>();
    private final List<BufferedReader> answers = new ArrayList<>();
    private final List<PrintStream> orders = new ArrayList<>();

    Team(Path store, int count, Command command, EpochOrder order) throws IOException {
      try {
        for (int part = 0; part < count; part++) {
          Process member =
              new ProcessBuilder(command.of(store, part, count, order, batch))
                  .redirectError(Redirect.INHERIT)
                  .start();
          members.add(member);
          answers.add(member.inputReader(StandardCharsets.UTF_8));
          orders.add(new PrintStream(member.getOutputStream(), true, StandardCharsets.UTF_8));
        }
        for (int part = 0; part < count; part++) {
          answer(part, ShareReader.READY);
        }
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    /** One epoch by all together; returns the processor time that they took. */
    double epoch() throws IOException {
      for (PrintStream member : orders) {
        member.println();
      }
      double cpu = 0;
      for (int part = 0; part < members.size(); part++) {
        cpu += Double.parseDouble(answer(part, ShareReader.DONE));
      }
      return cpu;
    }

    private String answer(int part, String expected) throws IOException {
      String line = answers.get(part).readLine();
      if (line == null || !line.startsWith(expected)) {
        throw new IOException(
            "the process that reads share "
                + (part + 1)
                + " of "
                + members.size()
                + (line == null ? " has ended" : " answered '" + line + "'")
                + ", expected '"
                + expected
                + "'; what it said stands above");
      }
      return line.substring(expected.length());
    }

    @Override
    public void close() {
      members.forEach(Process::destroy);
      // What is still ending would run beside the next that is timed.
      members.forEach(member -> member.onExit().join());
    }
  }
}
