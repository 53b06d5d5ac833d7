package io.github.imagefeed.result;

/** Names of what tells measurements of one format apart, as they stand in results.json. */
public final class SettingNames {

  /** Loading threads of one dataset. */
  public static final String WORKERS = "workers";

  /** Processes that read at the same time, each its share. */
  public static final String PROCESSES = "processes";

  /** Images in the store. */
  public static final String IMAGES = "images";

  /** Shape of each image, height x width x channels: {@code 32x32x3}. */
  public static final String SIZE = "size";

  /** {@link #COLD} where nothing of the store was in the page cache; warm where it is missing. */
  public static final String CACHE = "cache";

  /** Threads that read at the same time, each its share. */
  public static final String THREADS = "threads";

  /** LMDB: images a value. */
  public static final String BLOCK = "block";

  /** LMDB: {@code growing} where the map starts small; missing where it holds all at once. */
  public static final String MAP = "map";

  /** HDF5: how datasets lie in the file: contiguous, chunked, deflate. */
  public static final String LAYOUT = "layout";

  /** PNG: none, fast, small. */
  public static final String COMPRESSION = "compression";

  /** {@link #FIRST} where a first run is kept apart from those that follow. */
  public static final String RUN = "run";

  /** Cross-validation: the fold that was held out, from 1. */
  public static final String FOLD = "fold";

  /** Cross-validation: which division into folds, from 1. */
  public static final String REPEAT = "repeat";

  /** Cross-validation: which images of a fold were read, those trained on or those held out. */
  public static final String PART = "part";

  /** Cross-validation: whether folds were read as ranges or by index views. */
  public static final String READ_BY = "read by";

  /** {@link #PART}: the images trained on. */
  public static final String TRAINING = "training";

  /** {@link #PART}: the images held out. */
  public static final String HELD_OUT = "held out";

  /** {@link #READ_BY}: the ranges that a store laid out in folds keeps together. */
  public static final String RANGES = "ranges";

  /** {@link #READ_BY}: index views of images scattered over the same store. */
  public static final String INDICES = "indices";

  /** {@link #READ_BY}: index views of a store of the same images that does not lie in folds. */
  public static final String ORDINARY = "indices of an ordinary store";

  public static final String COLD = "cold";
  public static final String FIRST = "first";

  private SettingNames() {}
}
