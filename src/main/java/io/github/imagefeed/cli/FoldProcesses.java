package io.github.imagefeed.cli;

import io.github.imagefeed.training.RunFolder;
import io.github.imagefeed.training.kfold.CrossValidation;
import io.github.imagefeed.training.kfold.ExperimentFolder;
import io.github.imagefeed.training.kfold.FoldId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds as processes of their own, so many at a time, each with its share of the cores. What a
 * process says goes to {@code output.txt} of its fold. They end when this one ends, also when that
 * is killed.
 *
 * @param folder of the experiment
 * @param experiment for the names of folds
 * @param parallel processes at a time, at least 1
 * @param check whether each of them checks its images
 * @param foreign what is said of a store of another program
 */
record FoldProcesses(
    ExperimentFolder folder,
    CrossValidation experiment,
    int parallel,
    CheckOption check,
    List<String> foreign,
    Terminal terminal) {

  private static final Logger LOG = LoggerFactory.getLogger(FoldProcesses.class);

  /** What OpenMP, which PyTorch uses, takes for the number of threads. */
  private static final String THREADS = "OMP_NUM_THREADS";

  private record Child(FoldId id, Process process) {}

  /** Hears of each fold that is over. */
  interface Ended {
    void fold(FoldId id, boolean well);
  }

  /** Runs them all; one that fails costs no other. */
  void run(List<FoldId> ids, Ended ended) throws IOException {
    Deque<FoldId> waiting = new ArrayDeque<>(ids);
    List<Child> running = new ArrayList<>();
    Thread stop = new Thread(() -> running(running).forEach(c -> c.process().destroy()), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      while (!waiting.isEmpty() || !running.isEmpty()) {
        while (!waiting.isEmpty() && running.size() < parallel) {
          FoldId id = waiting.removeFirst();
          try {
            Child child = start(id);
            synchronized (running) {
              running.add(child);
            }
          } catch (IOException e) {
            terminal.notice(experiment.name(id) + " cannot be started: " + Failures.line(e));
            ended.fold(id, false);
          }
        }
        if (running.isEmpty()) {
          break;
        }
        Child over = awaitAny(running);
        synchronized (running) {
          running.remove(over);
        }
        ended.fold(over.id(), over.process().exitValue() == 0);
      }
    } finally {
      running(running).forEach(child -> child.process().destroy());
      removeHook(stop);
    }
  }

  private static List<Child> running(List<Child> running) {
    synchronized (running) {
      return List.copyOf(running);
    }
  }

  private static void removeHook(Thread stop) {
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      LOG.debug("the program is ending already, by Ctrl-C", e);
    }
  }

  private Child start(FoldId id) throws IOException {
    RunFolder run = folder.run(id);
    Files.createDirectories(run.path());
    Path output = folder.output(id);
    int share = Math.max(1, Runtime.getRuntime().availableProcessors() / parallel);
    List<String> fold =
        new ArrayList<>(
            List.of(
                "kfold",
                "--from=" + folder.experiment(),
                "--folder=" + folder.path(),
                "--only=" + id,
                "--verbose"));
    if (check.isGiven()) {
      fold.add(CheckOption.NAME);
    }
    fold.addAll(foreign);
    ProcessBuilder builder =
        new ProcessBuilder(OtherProcess.command(List.of("-XX:ActiveProcessorCount=" + share), fold))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().putIfAbsent(THREADS, String.valueOf(share));
    terminal.say(experiment.name(id) + " begins, see " + output);
    return new Child(id, builder.start());
  }

  private static Child awaitAny(List<Child> running) throws IOException {
    try {
      while (true) {
        for (Child child : running) {
          if (child.process().waitFor(100, TimeUnit.MILLISECONDS)) {
            return child;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while folds were running", e);
    }
  }
}
