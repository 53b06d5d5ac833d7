package io.github.imagefeed.result;

/**
 * Names and units of measurements as they stand in results.json, for who measures and who reports.
 */
public final class MetricNames {

  /** Writing a new store, with what the format forces to the device. */
  public static final String STORE_WRITE = "store_write";

  /** Of that, waiting for the device. */
  public static final String STORE_FORCE = "store_force";

  /**
   * Forcing all that the file system still kept in memory, after a store was complete: what the
   * format left to the system's write-back, as earlier versions did with PNG's image files.
   */
  public static final String STORE_SYNC = "store_sync";

  /** Opening a store, reading all its images in stored order by one thread, closing it. */
  public static final String STORE_READ = "store_read";

  /** Reading one image at random from a store that is open. */
  public static final String SINGLE_READ = "single_read";

  /** Adding a tenth of its images to a store. */
  public static final String STORE_APPEND = "store_append";

  /** Removing these images from the store. */
  public static final String STORE_DELETE = "store_delete";

  /** Giving back what they took on disk. */
  public static final String STORE_COMPACT = "store_compact";

  /** Writing the bytes of the images to one plain file, and forcing it: the bound of writing. */
  public static final String COPY_WRITE = "copy_write";

  /** Copying the bytes of the images within memory, by one thread: the bound of reading. */
  public static final String COPY_READ = "copy_read";

  /** Sum of the file lengths of a store. */
  public static final String DISK_BYTES = "disk_bytes";

  /** What its files take on the file system, in whole blocks. */
  public static final String DISK_ALLOCATED = "disk_allocated";

  /** What was predicted for {@link #DISK_BYTES} before anything was written. */
  public static final String DISK_PREDICTED = "disk_predicted";

  /** Bytes of the pixels alone. */
  public static final String RAW_BYTES = "raw_bytes";

  /** Loading all images once as arrays, doing nothing with them. */
  public static final String EPOCH_LOAD = "epoch_load";

  /** Reading the bytes of all images once into one buffer, by one thread, without arrays. */
  public static final String EPOCH_COPY = "epoch_copy";

  /** Loading all images once as arrays when none of the store was in the page cache. */
  public static final String EPOCH_COLD = "epoch_load_cold";

  /** From asking for such an epoch to having its first batch. */
  public static final String FIRST_BATCH_COLD = "first_batch_cold";

  /** What the system fetched from the storage device while such an epoch loaded. */
  public static final String DEVICE_READ_COLD = "device_read_cold";

  /** Reading the store's files front to back when none of them was in the page cache. */
  public static final String PLAIN_READ_COLD = "plain_read_cold";

  /** How many times as long the epoch took as the plain read beside it. */
  public static final String TIMES_PLAIN_READ = "times_plain_read";

  /** From asking for an epoch to having its first batch. */
  public static final String FIRST_BATCH = "first_batch";

  /** Half of an epoch's batches were there so soon after they were asked for. */
  public static final String BATCH_WAIT_P50 = "batch_wait_p50";

  /** 99 of 100 batches of an epoch were there so soon after they were asked for. */
  public static final String BATCH_WAIT_P99 = "batch_wait_p99";

  /** Processor time of the whole process while an epoch loads. */
  public static final String EPOCH_CPU = "epoch_cpu";

  /** Java heap that loading allocates, a batch. */
  public static final String BATCH_HEAP = "batch_heap";

  /**
   * What the system fetched from the storage device while an epoch loaded: 0 when all is cached.
   */
  public static final String DEVICE_READ = "device_read";

  /** One epoch of training. */
  public static final String TRAIN_EPOCH = "train_epoch";

  /** Of that, waiting for the next batch. */
  public static final String TRAIN_WAIT = "train_wait";

  /** Share that waiting has in the epoch. */
  public static final String TRAIN_WAIT_SHARE = "train_wait_share";

  /** Share by which the epoch is longer than the same epoch fed from memory. */
  public static final String TRAIN_OVERHEAD = "train_overhead";

  /**
   * Share of the time of steps fed from a store with a warm page cache that is gone when they are
   * fed from memory: the prep stall of DS-Analyzer (Mohan et al., Analyzing and Mitigating Data
   * Stalls in DNN Training, VLDB 2021).
   */
  public static final String PREP_STALL = "prep_stall";

  /**
   * Share of an epoch with a cold page cache that is gone when the page cache is warm: the fetch
   * stall of DS-Analyzer.
   */
  public static final String FETCH_STALL = "fetch_stall";

  /** The same by what both epochs waited for batches, which the noise of the steps does not hit. */
  public static final String FETCH_STALL_WAIT = "fetch_stall_wait";

  /**
   * Time that the steps would take if batches were always there, over the time that they take: AU
   * of MLPerf Storage.
   */
  public static final String ACCELERATOR_UTILISATION = "accelerator_utilisation";

  /** One step of training, on average over a stretch of steps. */
  public static final String TRAIN_STEP = "train_step";

  /** One step of training whose batch is in memory as arrays, beside {@link #TRAIN_STEP}. */
  public static final String TRAIN_STEP_MEMORY = "train_step_memory";

  /**
   * Images that loading alone gives a second over those that the network learns a second from
   * memory: how many times faster it could become before loading is the limit.
   */
  public static final String HEADSPACE = "headspace";

  /** Mean cross-entropy of an epoch. */
  public static final String TRAIN_LOSS = "train_loss";

  /** Share of training images that was right while it was learned. */
  public static final String TRAIN_ACCURACY = "train_accuracy";

  /** Seconds to load the images that a fold trains on, or holds out, once. */
  public static final String FOLD_LOAD = "fold_load";

  /** Share of test images that is right after an epoch. */
  public static final String TEST_ACCURACY = "test_accuracy";

  /** Images from memory, the ideal that formats are compared with. */
  public static final String MEMORY = "memory";

  public static final String SECONDS = "s";
  public static final String BYTES = "B";
  public static final String SHARE = "1";

  private MetricNames() {}
}
