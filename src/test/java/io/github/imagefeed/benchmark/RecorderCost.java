package io.github.imagefeed.benchmark;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.measure.FlightRecording;
import io.github.imagefeed.result.MedianInterval;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the Flight Recorder costs an epoch of loading 20,000 images from HDF5: some epochs with a
 * recording and some without take turns, each pair a sample. JMH forks a process for each of the
 * two, minutes apart, which tells no difference of a per cent. To run it: {@code mvn -q package
 * -DskipTests}, then {@code java -cp 'target/classes:target/test-classes:target/lib/*'
 * io.github.imagefeed.benchmark.RecorderCost [PAIRS]}.
 */
public final class RecorderCost {

  private static final int PAIRS = 30;
  private static final int UNTIMED = 2;
  private static final int EPOCHS = 8;
  private static final int WARM_UP = 60;

  private final StoreDataset dataset;
  private final NDManager manager;
  private final Path folder;
  private int recordings;

  private RecorderCost(ImageStore store, NDManager manager, Path folder) {
    this.dataset = StoreDataset.builder().setStore(store).setSampling(Images.BATCH, true).build();
    this.manager = manager;
    this.folder = folder;
  }

  /** Prints seconds an epoch and the share that recording adds, with 95 % intervals. */
  public static void main(String[] args) throws IOException {
    int pairs = args.length == 0 ? PAIRS : Integer.parseInt(args[0]);
    Path folder = Files.createTempDirectory("imagefeed-recorder-");
    try (ImageStore store = Images.store(new Hdf5Format(), folder.resolve("store"));
        NDManager manager = NDManager.newBaseManager()) {
      new RecorderCost(store, manager, folder).measure(pairs);
    } finally {
      Trees.delete(folder);
    }
  }

  private void measure(int pairs) throws IOException {
    epochs(WARM_UP);
    recorded();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> each = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      double plain = i % 2 == 0 ? plain() : 0;
      double recorded = recorded();
      plain = i % 2 == 0 ? plain : plain();
      without.add(plain);
      with.add(recorded);
      shares.add(100 * (recorded / plain - 1));
      each.add(1e6 * (recorded - plain) * Images.BATCH / Images.COUNT);
    }
    print("without, s an epoch", without);
    print("recorded, s an epoch", with);
    print("recording adds, %", shares);
    print("recording adds, µs a batch", each);
  }

  private static void print(String what, List<Double> samples) {
    String interval =
        MedianInterval.of(samples)
            .map(
                i -> String.format(Locale.ROOT, "%.4f [%.4f..%.4f]", i.median(), i.low(), i.high()))
            .orElse("too few pairs");
    System.out.println(what + ": " + interval + ", n = " + samples.size());
  }

  private double plain() {
    epochs(UNTIMED);
    return epochs(EPOCHS);
  }

  private double recorded() throws IOException {
    FlightRecording recording = FlightRecording.start(folder.resolve(recordings++ + ".jfr"));
    try (recording) {
      return plain();
    }
  }

  /** Seconds an epoch. */
  private double epochs(int count) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      for (Batch batch : dataset.getData(manager)) {
        batch.close();
      }
    }
    return (System.nanoTime() - begin) / 1e9 / count;
  }
}
