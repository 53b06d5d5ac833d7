package io.github.imagefeed.dataset;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.util.Progress;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/**
 * The images of an {@link ImageStore} as a DJL dataset that loads a batch at a time.
 *
 * <pre>{@code
 * StoreDataset dataset =
 *     StoreDataset.builder().setStore(store).setSampling(128, true).optSeed(1).build();
 * for (Batch batch : trainer.iterateDataset(dataset)) { … batch.close(); }
 * }</pre>
 *
 * <ul>
 *   <li>Data are float32 N×C×H×W in [0, 1], or normalised ({@link Builder#optNormalize}); labels
 *       int64 N. With a DJL pipeline each image enters it as uint8 H×W×C instead.
 *   <li>Each {@code getData} is the next epoch: its order is a pure function of (seed, epoch,
 *       size), the same for every store and any number of loading threads. Iterating the same
 *       result twice repeats that epoch.
 *   <li>Sub-datasets and random splits are views that load whole batches too, with epochs of their
 *       own; but a sampler that was set as an object is theirs too, and counts for all.
 *   <li>Batches belong to the caller, who closes each. Breaking out of a loop leaks nothing.
 *   <li>The store belongs to the caller and must stay open while batches are loaded.
 *   <li>Thread-safe; an iterator belongs to one thread.
 * </ul>
 */
public final class StoreDataset extends RandomAccessDataset {

  /** One that ends while the next begins. */
  private static final int POOLED_EPOCHS = 2;

  private final Builder settings;
  private final Optional<int[]> view;
  private final Conversion conversion;
  private final StagingPool pool;
  private final LoaderThreads threads;

  private StoreDataset(Builder settings, Optional<int[]> view) {
    super(settings);
    NativeMemory.prepare();
    this.settings = settings;
    this.view = view;
    this.conversion =
        new Conversion(
            settings.bytes,
            settings.normalization,
            Optional.ofNullable(pipeline),
            Optional.ofNullable(targetPipeline),
            dataBatchifier,
            labelBatchifier);
    this.threads = new LoaderThreads(settings.loading(false).workers());
    this.pool = new StagingPool(POOLED_EPOCHS * Math.max(1, settings.loading(true).workers()));
  }

  public static Builder builder() {
    return new Builder();
  }

  public ImageShape shape() {
    return settings.store().shape();
  }

  /** Batches at most that are loaded before they are asked for, on threads of the dataset's own. */
  public int ahead() {
    return settings.loading(false).ahead();
  }

  /** Nothing to prepare: the store is open already. */
  @Override
  public void prepare(Progress progress) {}

  @Override
  protected long availableSize() {
    return view.isPresent() ? view.get().length : settings.store().size();
  }

  private int images() {
    return Math.toIntExact(size()); // no store has more
  }

  /**
   * One image: float32 C×H×W, or uint8 H×W×C where a pipeline is set (DJL applies it when it makes
   * batches), with its label as an int64 scalar. For looking at single images; batches are many
   * times faster.
   */
  @Override
  public Record get(NDManager manager, long index) throws IOException {
    IndexList one = IndexList.of(List.of(index), images());
    Staging staging = pool.take();
    try (NDManager scratch = manager.newSubManager()) {
      staging.read(settings.store(), one, view, false);
      Slot slot = new Slot(scratch, staging);
      slot.refresh(shape(), 1);
      NDArray image = conversion.single(slot, scratch, shape().layout());
      NDArray label = scratch.create(slot.labels().getLong(0));
      image.attach(manager);
      label.attach(manager);
      return new Record(new NDList(image), new NDList(label));
    } finally {
      pool.give(staging);
    }
  }

  /** The batches of the next epoch, loaded ahead on threads of the dataset's own. */
  @Override
  public Iterable<Batch> getData(NDManager manager) {
    return getData(manager, sampler, null);
  }

  /** The batches of the next epoch, to be closed by whoever leaves them before their end. */
  public BatchIterator batches(NDManager manager) {
    return (BatchIterator) getData(manager).iterator();
  }

  /**
   * The batches of the next epoch.
   *
   * @param sampler gives the order; the dataset's own, or any of DJL's
   * @param executor loads ahead on these threads; the dataset uses its own where it is null
   */
  @Override
  public Iterable<Batch> getData(NDManager manager, Sampler sampler, ExecutorService executor) {
    boolean lent = executor != null;
    Executor on = lent ? executor : threads.forEngineOf(manager);
    Loading how = settings.loading(lent);
    if (sampler instanceof EpochSampler own) {
      long epoch = own.nextEpoch();
      return () -> iterate(manager, own.batches(images(), epoch), epoch, on, how);
    }
    return () -> iterate(manager, lists(sampler.sample(this)), 0, on, how);
  }

  private Iterator<Batch> iterate(
      NDManager manager, Iterator<IndexList> batches, long epoch, Executor on, Loading loading) {
    Device to = device == null ? manager.getDevice() : device;
    if (view.isEmpty()) { // a view may be a small part of the store
      settings.store().readAhead();
    }
    Lookahead lookahead =
        new Lookahead(
            batches,
            settings.store(),
            view,
            settings.augmentation.map(how -> new EpochAugmentation(how, settings.seed, epoch)),
            conversion,
            pool,
            NDManager.newBaseManager(to, manager.getEngine().getEngineName()),
            on,
            loading);
    return new BatchIterator(manager, lookahead, this::pack);
  }

  private Batch pack(NDManager own, IndexList indices, NDList data, NDList labels, long progress) {
    return new Batch(
        own,
        data,
        labels,
        indices.size(),
        dataBatchifier,
        labelBatchifier,
        progress,
        size(),
        indices);
  }

  private Iterator<IndexList> lists(Iterator<List<Long>> batches) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public IndexList next() {
        return IndexList.of(batches.next(), images());
      }
    };
  }

  /**
   * Parts of random images whose sizes are to each other as the ratios. The parts depend on the
   * seed alone; DJL's own split draws, unevenly, from a global generator.
   */
  @Override
  public RandomAccessDataset[] randomSplit(int... ratio) {
    if (ratio.length < 2) {
      throw new IllegalArgumentException(ratio.length + " ratios, expected at least 2");
    }
    long sum = 0;
    for (int part : ratio) {
      if (part < 1) {
        throw new IllegalArgumentException("ratio is " + part + ", expected at least 1");
      }
      sum += part;
    }
    int size = images();
    // Epoch −1, which no pass over the data uses.
    int[] shuffled = new int[size];
    EpochOrder.shuffled(settings.seed).of(size, -1).copy(0, size, shuffled);
    RandomAccessDataset[] parts = new RandomAccessDataset[ratio.length];
    long before = 0;
    for (int i = 0; i < ratio.length; i++) {
      int from = (int) (before * size / sum);
      before += ratio[i];
      parts[i] = newSubDataset(shuffled, from, (int) (before * size / sum));
    }
    return parts;
  }

  /** A view of the images from {@code from} to before {@code to}. */
  @Override
  public StoreDataset subDataset(int from, int to) {
    int[] indices = new int[to - Objects.checkFromToIndex(from, to, images())];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = from + i;
    }
    return newSubDataset(indices, 0, indices.length);
  }

  @Override
  protected StoreDataset newSubDataset(int[] indices, int from, int to) {
    Objects.checkFromToIndex(from, to, indices.length);
    int[] part = Arrays.copyOfRange(indices, from, to);
    for (int index : part) {
      Objects.checkIndex(index, images());
    }
    if (view.isPresent()) {
      for (int i = 0; i < part.length; i++) {
        part[i] = view.get()[part[i]];
      }
    }
    return new StoreDataset(settings.forView(), Optional.of(part));
  }

  @Override
  protected StoreDataset newSubDataset(List<Long> subIndices) {
    int[] indices = new int[subIndices.size()];
    IndexList.of(subIndices, images()).copy(indices);
    return newSubDataset(indices, 0, indices.length);
  }

  /** Collects the options, with the names and conventions of DJL's dataset builders. */
  public static final class Builder extends BaseBuilder<Builder> {

    /** Far more than any machine has use for. */
    private static final int MAX_WORKERS = 1_024;

    private Optional<ImageStore> store = Optional.empty();
    private Optional<Normalization> normalization = Optional.empty();
    private Optional<CropAndFlip> augmentation = Optional.empty();
    private OptionalInt batchSize = OptionalInt.empty();
    private OptionalInt workers = OptionalInt.empty();
    private OptionalInt ahead = OptionalInt.empty();
    private EpochOrder.Kind kind = EpochOrder.Kind.SEQUENTIAL;
    private Blocks blocks = Blocks.DEFAULT;
    private boolean suited;
    private boolean dropLast;
    private long seed;
    private long firstEpoch;
    private int firstBatch;
    private boolean bytes;

    private Builder() {}

    private Builder(Builder other) {
      this.sampler = other.sampler;
      this.dataBatchifier = other.dataBatchifier;
      this.labelBatchifier = other.labelBatchifier;
      this.pipeline = other.pipeline;
      this.targetPipeline = other.targetPipeline;
      this.limit = other.limit;
      this.device = other.device;
      this.store = other.store;
      this.normalization = other.normalization;
      this.augmentation = other.augmentation;
      this.batchSize = other.batchSize;
      this.workers = other.workers;
      this.ahead = other.ahead;
      this.kind = other.kind;
      this.blocks = other.blocks;
      this.suited = other.suited;
      this.dropLast = other.dropLast;
      this.seed = other.seed;
      this.firstEpoch = other.firstEpoch;
      this.firstBatch = other.firstBatch;
      this.bytes = other.bytes;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** The images; required. The caller closes it, after the dataset's last use. */
    public Builder setStore(ImageStore images) {
      this.store = Optional.of(images);
      return this;
    }

    /**
     * Batch size and order; this or {@link #setSampling(Sampler)} is required.
     *
     * @param random whether each epoch has a new random order, by {@link #optSeed}: one over all
     *     images, or block-shuffled, by {@link Blocks#ofPieces}, where the store is read in pieces
     *     of several ({@link ImageStore#pieceImages}) and would decode one for each image
     * @param dropLastBatch whether a last batch with fewer images is left out
     */
    @Override
    public Builder setSampling(int batch, boolean random, boolean dropLastBatch) {
      if (batch < 1) {
        throw new IllegalArgumentException("batch size is " + batch + ", expected at least 1");
      }
      this.batchSize = OptionalInt.of(batch);
      this.kind = random ? EpochOrder.Kind.SHUFFLED : EpochOrder.Kind.SEQUENTIAL;
      this.suited = random;
      this.dropLast = dropLastBatch;
      return this;
    }

    /**
     * Batch size and order, every image each epoch; instead of {@link #setSampling(int, boolean)}.
     */
    public Builder setSampling(int batch, EpochOrder.Kind order) {
      setSampling(batch, false, false);
      this.kind = order;
      return this;
    }

    /** Shape of a block-shuffled order; default {@link Blocks#DEFAULT}. */
    public Builder optBlocks(Blocks shape) {
      this.blocks = shape;
      return this;
    }

    /** A sampler of DJL's or your own instead of the seeded order. */
    @Override
    public Builder setSampling(Sampler other) {
      this.batchSize = OptionalInt.empty();
      return super.setSampling(other);
    }

    /** Seed of the random order and of random splits; default 0. */
    public Builder optSeed(long value) {
      this.seed = value;
      return this;
    }

    /** Epoch of the first {@code getData}, to go on where another run ended; default 0. */
    public Builder optFirstEpoch(long epoch) {
      this.firstEpoch = epoch;
      return this;
    }

    /** Batches that the first {@code getData} leaves out, to go on inside an epoch; default 0. */
    public Builder optFirstBatch(int batch) {
      this.firstBatch = batch;
      return this;
    }

    /**
     * Changes the images of each batch at random; default none. What {@link StoreDataset#get} shows
     * stays as it is stored. Each epoch draws anew with the seeded orders; a sampler that was set
     * as an object draws the same for a place in a batch each time.
     */
    public Builder optAugment(CropAndFlip how) {
      this.augmentation = Optional.of(how);
      return this;
    }

    /**
     * Leaves the data uint8 N×C×H×W, to be scaled by whoever uses them, such as {@link Scaling} on
     * another device; not together with a pipeline or a normalisation.
     */
    public Builder optBytes() {
      this.bytes = true;
      return this;
    }

    /**
     * Batches loaded at the same time, by as many threads; 0 loads in the consumer's own thread
     * when it asks. Default: the number of cores for stores whose images must be decoded, up to 2
     * for those that only copy.
     *
     * <p>On the consumer's thread the engine works with all its threads, which is quick while the
     * cores are free, and much slower than workers are while something else keeps them busy.
     */
    public Builder optWorkers(int count) {
      if (count < 0 || count > MAX_WORKERS) {
        throw new IllegalArgumentException(
            "workers are " + count + ", expected 0 to " + MAX_WORKERS);
      }
      this.workers = OptionalInt.of(count);
      return this;
    }

    /**
     * Batches that may be loaded before the consumer asks; default two a worker, but of large ones
     * only as many as 256 MiB hold. Given alone, it asks for as many workers up to the number of
     * cores; 0 is the same as no workers.
     */
    public Builder optPrefetch(int batches) {
      if (batches < 0) {
        throw new IllegalArgumentException("prefetch is " + batches + ", expected 0 or more");
      }
      this.ahead = OptionalInt.of(batches);
      return this;
    }

    /** DJL's name for {@link #optPrefetch}. */
    @Override
    public Builder optPrefetchNumber(int batches) {
      return optPrefetch(batches);
    }

    /** Mean and deviation to normalise by, instead of [0, 1]; not together with a pipeline. */
    public Builder optNormalize(Normalization value) {
      this.normalization = Optional.of(value);
      return this;
    }

    /** Makes the dataset; this builder may be changed and used again. */
    public StoreDataset build() {
      ImageStore images = store();
      if (normalization.isPresent()
          && normalization.get().channels() != images.shape().channels()) {
        throw new IllegalArgumentException(
            "normalisation of "
                + normalization.get().channels()
                + " channels for images of "
                + images.shape());
      }
      if (normalization.isPresent() && pipeline != null) {
        throw new IllegalArgumentException(
            "optNormalize has no effect with a pipeline; give the pipeline a Normalize transform");
      }
      if (bytes && (normalization.isPresent() || pipeline != null)) {
        throw new IllegalArgumentException(
            "optBytes leaves the data as they are; it goes with neither pipeline nor optNormalize");
      }
      augmentation.ifPresent(how -> how.requireFitting(images.shape()));
      if (limit < 1) {
        throw new IllegalArgumentException("limit is " + limit + ", expected at least 1");
      }
      return new StoreDataset(new Builder(this).withSampler(), Optional.empty());
    }

    private ImageStore store() {
      return store.orElseThrow(() -> new IllegalStateException("setStore is required"));
    }

    private Loading loading(boolean lent) {
      int batch = Math.max(1, sampler.getBatchSize()); // some samplers do not know theirs
      return Loading.of(workers, ahead, store(), batch, lent);
    }

    private Builder withSampler() {
      if (batchSize.isPresent()) {
        sampler = new EpochSampler(batchSize.getAsInt(), dropLast, order(), firstEpoch, firstBatch);
      }
      if (sampler == null) {
        throw new IllegalStateException("setSampling is required");
      }
      return this;
    }

    private EpochOrder order() {
      int piece = store().pieceImages();
      return suited && piece > 1
          ? EpochOrder.blockShuffled(Blocks.ofPieces(piece, store().shape().bytes()), seed)
          : new EpochOrder(kind, blocks, seed);
    }

    /** The same for a view: it counts its own epochs, and the limit has done its work. */
    private Builder forView() {
      Builder copy = new Builder(this).withSampler();
      copy.limit = Long.MAX_VALUE;
      return copy;
    }
  }
}
