package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.RandomSampler;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.Pipeline;
import ai.djl.translate.TranslateException;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import io.github.imagefeed.image.Pixels;
import io.github.imagefeed.order.Blocks;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ForeignDouble;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.MemoryStore;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.lmdb.LmdbFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreDatasetTest {

  private static final int COUNT = 103;
  private static final int BATCH = 10;
  private static final TestImages IMAGES = TestImages.of(ImageShape.rgb(6, 4), COUNT);

  @TempDir Path folder;
  private NDManager manager;
  private ImageStore store;

  @BeforeEach
  void open() throws IOException {
    manager = NDManager.newBaseManager();
    store = open(IMAGES, "store");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    manager.close();
  }

  private ImageStore open(TestImages images, String name) throws IOException {
    Path path = folder.resolve(name);
    images.write(new LmdbFormat(7), path);
    return new LmdbFormat().open(path);
  }

  private StoreDataset.Builder sequential() {
    return StoreDataset.builder().setStore(store).setSampling(BATCH, false);
  }

  private StoreDataset.Builder shuffled() {
    return StoreDataset.builder().setStore(store).setSampling(BATCH, true);
  }

  @Test
  void deliversEveryImageScaledToOne() throws Exception {
    int seen = 0;
    for (Batch batch : sequential().build().getData(manager)) {
      NDArray data = batch.getData().singletonOrThrow();
      NDArray labels = batch.getLabels().singletonOrThrow();
      int size = Math.min(BATCH, COUNT - seen);
      assertEquals(new Shape(size, 3, 6, 4), data.getShape());
      assertEquals(DataType.FLOAT32, data.getDataType());
      assertEquals(new Shape(size), labels.getShape());
      assertEquals(DataType.INT64, labels.getDataType());
      for (int i = 0; i < size; i++, seen++) {
        assertArrayEquals(scaled(IMAGES.pixels(seen)), data.get(i).toFloatArray());
        assertEquals(IMAGES.label(seen), labels.getLong(i));
      }
      assertEquals(seen, batch.getProgress());
      assertEquals(COUNT, batch.getProgressTotal());
      batch.close();
    }
    assertEquals(COUNT, seen);
  }

  private static float[] scaled(byte[] pixels) {
    float[] floats = new float[pixels.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (pixels[i] & 0xff) * (1 / 255f);
    }
    return floats;
  }

  @Test
  void interleavedStoresGiveTheSameArrays() throws Exception {
    TestImages planes = TestImages.of(ImageShape.rgb(5, 3), 9);
    Path path = folder.resolve("hwc");
    ImageShape hwc = planes.shape().withLayout(Layout.HWC);
    try (var writer =
        io.github.imagefeed.store.StoreWriter.create(
            new LmdbFormat(),
            path,
            new io.github.imagefeed.store.StoreSpec(hwc, 9, planes.classes(), "transposed"),
            false)) {
      byte[] turned = new byte[hwc.bytes()];
      for (int i = 0; i < 9; i++) {
        Pixels.transpose(planes.pixels(i), planes.shape(), turned);
        writer.append(turned, planes.label(i));
      }
      assertEquals(planes.digest(), writer.finish().digest());
    }
    try (ImageStore a = open(planes, "chw");
        ImageStore b = new LmdbFormat().open(path)) {
      for (boolean pipeline : new boolean[] {false, true}) {
        float[] fromPlanes = firstBatch(a, pipeline);
        assertArrayEquals(fromPlanes, firstBatch(b, pipeline));
      }
    }
  }

  private float[] firstBatch(ImageStore from, boolean pipeline) throws Exception {
    StoreDataset.Builder builder = StoreDataset.builder().setStore(from).setSampling(9, false);
    if (pipeline) {
      builder.optPipeline(new Pipeline(new ToTensor()));
    }
    try (Batch batch = builder.build().getData(manager).iterator().next()) {
      return batch.getData().singletonOrThrow().toFloatArray();
    }
  }

  /** Scaled by a product where DJL divides: the same but for the last bits. */
  @Test
  void equalsWhatDjlsTransformsGive() throws Exception {
    float[] mean = {0.4f, 0.5f, 0.6f};
    float[] std = {0.2f, 0.3f, 0.25f};
    StoreDataset own =
        sequential()
            .optNormalize(new Normalization(List.of(0.4f, 0.5f, 0.6f), List.of(0.2f, 0.3f, 0.25f)))
            .build();
    StoreDataset djl =
        sequential().optPipeline(new Pipeline(new ToTensor(), new Normalize(mean, std))).build();
    assertAlike(djl, own, 1e-6f); // values up to 3
    StoreDataset unscaled = sequential().optPipeline(new Pipeline(new ToTensor())).build();
    assertAlike(unscaled, sequential().build(), Math.ulp(0.5f));
  }

  private void assertAlike(StoreDataset expected, StoreDataset actual, float tolerance)
      throws Exception {
    Iterator<Batch> theirs = expected.getData(manager).iterator();
    for (Batch batch : actual.getData(manager)) {
      try (Batch other = theirs.next()) {
        assertArrayEquals(
            other.getData().singletonOrThrow().toFloatArray(),
            batch.getData().singletonOrThrow().toFloatArray(),
            tolerance);
        assertArrayEquals(
            other.getLabels().singletonOrThrow().toLongArray(),
            batch.getLabels().singletonOrThrow().toLongArray());
      }
      batch.close();
    }
    assertFalse(theirs.hasNext());
  }

  @Test
  void getsSingleRecords() throws Exception {
    Record record = sequential().build().get(manager, 5);
    NDArray image = record.getData().singletonOrThrow();
    assertEquals(new Shape(3, 6, 4), image.getShape());
    assertArrayEquals(scaled(IMAGES.pixels(5)), image.toFloatArray());
    NDArray label = record.getLabels().singletonOrThrow();
    assertEquals(new Shape(), label.getShape());
    assertEquals(IMAGES.label(5), label.getLong());

    Record raw = sequential().optPipeline(new Pipeline(new ToTensor())).build().get(manager, 5);
    assertEquals(new Shape(6, 4, 3), raw.getData().singletonOrThrow().getShape());
    assertEquals(DataType.UINT8, raw.getData().singletonOrThrow().getDataType());
    assertThrows(IndexOutOfBoundsException.class, () -> sequential().build().get(manager, COUNT));
  }

  /** Of grey images every change of axes is a view: a record must own its pixels all the same. */
  @Test
  void greyRecordsKeepTheirPixels() throws Exception {
    TestImages grey = TestImages.of(new ImageShape(5, 4, 1, Layout.CHW), 9);
    try (ImageStore from = open(grey, "grey")) {
      for (boolean pipeline : new boolean[] {false, true}) {
        StoreDataset.Builder builder = StoreDataset.builder().setStore(from).setSampling(2, false);
        if (pipeline) {
          builder.optPipeline(new Pipeline(new ToTensor()));
        }
        StoreDataset dataset = builder.build();
        NDArray first = dataset.get(manager, 0).getData().singletonOrThrow();
        byte[] before = first.toByteArray();
        dataset.get(manager, 1);
        for (Batch batch : dataset.getData(manager)) {
          batch.close();
        }
        assertArrayEquals(before, first.toByteArray());
      }
    }
  }

  /** A lent executor that is shut down in the middle: the consumer loads the rest. */
  @Test
  void survivesTheEndOfALentExecutor() throws Exception {
    for (int after : new int[] {0, 3}) {
      ExecutorService lent = Executors.newFixedThreadPool(2);
      Iterator<Batch> batches = sequential().build().getData(manager, lent).iterator();
      int seen = 0;
      while (batches.hasNext()) {
        if (seen / BATCH == after) {
          lent.shutdownNow();
          assertTrue(lent.awaitTermination(10, TimeUnit.SECONDS));
        }
        try (Batch batch = batches.next()) {
          seen += batch.getSize();
        }
      }
      assertEquals(COUNT, seen);
    }
    assertEquals(0, liveArrays());
  }

  @Test
  void orderIsAFunctionOfSeedAndEpoch() throws Exception {
    StoreDataset dataset = shuffled().optSeed(3).build();
    List<Object> first = indices(dataset.getData(manager));
    List<Object> second = indices(dataset.getData(manager));
    assertEquals(COUNT, new HashSet<>(first).size());
    assertFalse(first.equals(second));
    StoreDataset again = shuffled().optSeed(3).optPrefetch(0).build();
    assertEquals(first, indices(again.getData(manager)));
    assertEquals(second, indices(again.getData(manager)));
    StoreDataset resumed = shuffled().optSeed(3).optFirstEpoch(1).optPrefetch(5).build();
    assertEquals(second, indices(resumed.getData(manager)));
    assertFalse(first.equals(indices(shuffled().optSeed(4).build().getData(manager))));
  }

  @Test
  void iteratingAgainRepeatsTheEpoch() throws Exception {
    Iterable<Batch> epoch = shuffled().build().getData(manager);
    assertEquals(indices(epoch), indices(epoch));
  }

  @Test
  void takesDjlsSamplersAndExecutors() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      StoreDataset dataset =
          StoreDataset.builder()
              .setStore(store)
              .setSampling(new BatchSampler(new RandomSampler(), 8, true))
              .build();
      assertEquals(COUNT / 8 * 8, new HashSet<>(indices(dataset.getData(manager, threads))).size());
      assertEquals(
          indices(sequential().optPrefetch(4).build().getData(manager, threads)),
          indices(sequential().optPrefetch(0).build().getData(manager)));
    } finally {
      threads.shutdown();
      assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }
  }

  /** All indices in the order delivered; checks on the way that data and labels belong to them. */
  private static List<Object> indices(Iterable<Batch> epoch) {
    List<Object> all = new ArrayList<>();
    for (Batch batch : epoch) {
      for (int i = 0; i < batch.getSize(); i++) {
        int index = ((Long) batch.getIndices().get(i)).intValue();
        assertEquals(IMAGES.label(index), batch.getLabels().singletonOrThrow().getLong(i));
        assertEquals(
            (IMAGES.pixels(index)[0] & 0xff) * (1 / 255f),
            batch.getData().singletonOrThrow().getFloat(i, 0, 0, 0));
      }
      all.addAll(batch.getIndices());
      batch.close();
    }
    return all;
  }

  @Test
  void leavesOutTheLastBatchAndKeepsTheLimit() throws Exception {
    StoreDataset dataset =
        StoreDataset.builder().setStore(store).setSampling(10, false, true).optLimit(57).build();
    assertEquals(57, dataset.size());
    assertEquals(50, indices(dataset.getData(manager)).size());
  }

  @Test
  void viewsHoldTheirOwnImagesOnly() throws Exception {
    RandomAccessDataset part = shuffled().build().subDataset(20, 45);
    assertEquals(25, part.size());
    assertEquals(pixelsOf(20, 45), pixels(part));
    RandomAccessDataset partOfPart = part.subDataset(5, 10);
    assertEquals(pixelsOf(25, 30), pixels(partOfPart));
    RandomAccessDataset picked = sequential().build().subDataset(List.of(9L, 3L, 77L));
    assertEquals(3, picked.size());
    assertEquals(IMAGES.label(3), picked.get(manager, 1).getLabels().singletonOrThrow().getLong());
    assertTrue(part instanceof StoreDataset, "views keep loading whole batches");
    assertThrows(IndexOutOfBoundsException.class, () -> part.subDataset(0, 26));
    assertThrows(
        IndexOutOfBoundsException.class, () -> sequential().build().subDataset(90, COUNT + 100));
  }

  private static Set<String> pixelsOf(int from, int to) {
    Set<String> pixels = new HashSet<>();
    for (int i = from; i < to; i++) {
      pixels.add(Arrays.toString(scaled(IMAGES.pixels(i))));
    }
    return pixels;
  }

  private Set<String> pixels(RandomAccessDataset dataset) throws IOException, TranslateException {
    Set<String> pixels = new HashSet<>();
    for (Batch batch : dataset.getData(manager)) {
      for (int i = 0; i < batch.getSize(); i++) {
        pixels.add(Arrays.toString(batch.getData().singletonOrThrow().get(i).toFloatArray()));
      }
      batch.close();
    }
    return pixels;
  }

  private List<Long> sortedLabels(RandomAccessDataset dataset)
      throws IOException, TranslateException {
    List<Long> labels = new ArrayList<>();
    for (Batch batch : dataset.getData(manager)) {
      for (long label : batch.getLabels().singletonOrThrow().toLongArray()) {
        labels.add(label);
      }
      batch.close();
    }
    Collections.sort(labels);
    return labels;
  }

  @Test
  void splitsIntoPartsThatShareNothing() throws Exception {
    RandomAccessDataset[] parts = sequential().optSeed(8).build().randomSplit(7, 2, 1);
    Set<String> seen = new HashSet<>();
    long images = 0;
    for (RandomAccessDataset part : parts) {
      images += part.size();
      seen.addAll(pixels(part));
    }
    assertEquals(COUNT, images);
    assertEquals(COUNT, seen.size());
    assertTrue(Math.abs(parts[0].size() - COUNT * 0.7) < 1, "size " + parts[0].size());
    RandomAccessDataset[] again = sequential().optSeed(8).build().randomSplit(7, 2, 1);
    assertEquals(sortedLabels(parts[2]), sortedLabels(again[2]));
  }

  /** Live native arrays return to where they were: after whole epochs, early exits, and no use. */
  @Test
  void leaksNothing() throws Exception {
    StoreDataset dataset = shuffled().optPrefetch(3).build();
    indices(dataset.getData(manager));
    int before = liveArrays();
    for (int round = 0; round < 30; round++) {
      indices(dataset.getData(manager));
      for (Batch batch : dataset.getData(manager)) {
        batch.close();
        break;
      }
      assertTrue(dataset.getData(manager).iterator().hasNext());
    }
    assertEquals(before, liveArrays());
  }

  /** Once their number has settled: what was left early is released by the garbage collector. */
  private int liveArrays() throws InterruptedException {
    int live = -1;
    for (int unchanged = 0; unchanged < 5; ) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
      int now = manager.getParentManager().getManagedArrays().size();
      unchanged = now == live ? unchanged + 1 : 0;
      live = now;
    }
    return live;
  }

  @Test
  void closingTheManagerInTheMiddleIsSafe() throws Exception {
    StoreDataset dataset = shuffled().optPrefetch(4).build();
    for (int round = 0; round < 100; round++) {
      try (NDManager passing = manager.newSubManager()) {
        dataset.getData(passing).iterator().next();
      }
    }
    assertEquals(COUNT, indices(dataset.getData(manager)).size());
  }

  /** The store, in parts that a test overrides. */
  private static class Delegating implements ImageStore {
    private final ImageStore store;

    Delegating(ImageStore store) {
      this.store = store;
    }

    @Override
    public StoreManifest manifest() {
      return store.manifest();
    }

    @Override
    public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
        throws IOException {
      store.read(indices, from, to, pixels, labels);
    }

    @Override
    public void close() {}
  }

  /** A store whose 50th image is damaged. */
  private ImageStore damaged() {
    return new Delegating(store) {
      @Override
      public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
          throws IOException {
        for (int i = from; i < to; i++) {
          if (indices[i] == 50) {
            throw new StoreException("image 50 is damaged");
          }
        }
        super.read(indices, from, to, pixels, labels);
      }
    };
  }

  @Test
  void damageReachesTheConsumerWithItsCause() throws Exception {
    ImageStore bad = damaged();
    for (int prefetch : new int[] {0, 1, 4}) {
      StoreDataset dataset =
          StoreDataset.builder().setStore(bad).setSampling(10, false).optPrefetch(prefetch).build();
      Iterator<Batch> batches = dataset.getData(manager).iterator();
      for (int i = 0; i < 5; i++) {
        batches.next().close();
      }
      UncheckedIOException e = assertThrows(UncheckedIOException.class, batches::next);
      assertTrue(e.getCause() instanceof StoreException, e.toString());
      assertEquals("image 50 is damaged", e.getCause().getMessage());
      assertFalse(batches.hasNext(), "nothing follows a failure");
    }
  }

  /** Everything that a batch is made of, for any number of workers and depth of the ring. */
  @Test
  void workersChangeNothing() throws Exception {
    List<String> expected = contents(shuffled().optWorkers(0).build());
    for (int workers : new int[] {1, 2, 3, 8}) {
      assertEquals(expected, contents(shuffled().optWorkers(workers).build()));
      for (int ahead : new int[] {1, 2, 50}) {
        StoreDataset dataset = shuffled().optWorkers(workers).optPrefetch(ahead).build();
        for (int epoch = 0; epoch < 20; epoch++) {
          List<String> found = contents(dataset);
          if (epoch == 0) {
            assertEquals(expected, found, workers + " workers, " + ahead + " ahead");
          }
          assertEquals(expected.size(), found.size());
        }
      }
    }
    assertEquals(expected, contents(shuffled().build()));
  }

  private List<String> contents(StoreDataset dataset) throws Exception {
    List<String> batches = new ArrayList<>();
    for (Batch batch : dataset.getData(manager)) {
      try (batch) {
        batches.add(
            batch.getIndices()
                + Arrays.toString(batch.getLabels().singletonOrThrow().toLongArray())
                + Arrays.hashCode(batch.getData().singletonOrThrow().toFloatArray()));
      }
    }
    return batches;
  }

  @Test
  void visitsBlocksInTheirOrder() throws Exception {
    StoreDataset dataset =
        StoreDataset.builder()
            .setStore(store)
            .setSampling(BATCH, EpochOrder.Kind.BLOCK_SHUFFLED)
            .optBlocks(new Blocks(4, 3))
            .optSeed(5)
            .build();
    int[] expected = new int[COUNT];
    EpochOrder.blockShuffled(new Blocks(4, 3), 5).of(COUNT, 0).copy(0, COUNT, expected);
    List<Object> found = indices(dataset.getData(manager));
    assertEquals(Arrays.stream(expected).mapToObj(i -> (Object) (long) i).toList(), found);
  }

  /** One that is decoded for each image would be decoded thousands of times. */
  @Test
  void aRandomOrderStaysWithinThePiecesOfAStore() throws Exception {
    ForeignDouble pieces = new ForeignDouble(store, 8);
    StoreDataset dataset =
        StoreDataset.builder().setStore(pieces).setSampling(BATCH, true).optSeed(5).build();
    Blocks blocks = Blocks.ofPieces(8, IMAGES.shape().bytes());
    int[] expected = new int[COUNT];
    EpochOrder.blockShuffled(blocks, 5).of(COUNT, 0).copy(0, COUNT, expected);
    assertEquals(
        Arrays.stream(expected).mapToObj(i -> (Object) (long) i).toList(),
        indices(dataset.getData(manager)));
    StoreDataset asked =
        StoreDataset.builder()
            .setStore(pieces)
            .setSampling(BATCH, EpochOrder.Kind.SHUFFLED)
            .optSeed(5)
            .build();
    EpochOrder.shuffled(5).of(COUNT, 0).copy(0, COUNT, expected);
    assertEquals(
        Arrays.stream(expected).mapToObj(i -> (Object) (long) i).toList(),
        indices(asked.getData(manager)));
  }

  @Test
  void asManyPiecesAreMixedAsFitAndSuffice() {
    assertEquals(new Blocks(8, 512), Blocks.ofPieces(8, 3072), "4,096 images");
    assertEquals(new Blocks(1000, 16), Blocks.ofPieces(1000, 3072), "at least 16 pieces");
    assertEquals(new Blocks(64, 6), Blocks.ofPieces(64, 150_528), "at most 64 MiB");
    assertEquals(new Blocks(2, 1), Blocks.ofPieces(2, 1 << 28), "but one, however large");
  }

  /**
   * A worker waits for nobody, so one thread serves many iterators, and a busy one does no harm.
   */
  @Test
  void anExecutorWithoutAFreeThreadDelaysNothing() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    CountDownLatch release = new CountDownLatch(1);
    try {
      one.execute(() -> await(release));
      StoreDataset dataset = sequential().optPrefetch(4).build();
      Iterator<Batch> first = dataset.getData(manager, one).iterator();
      Iterator<Batch> second = dataset.getData(manager, one).iterator();
      for (int seen = 0; first.hasNext(); seen++) {
        if (seen == 5) {
          release.countDown();
        }
        first.next().close();
        second.next().close();
      }
      assertFalse(second.hasNext());
    } finally {
      one.shutdownNow();
      assertTrue(one.awaitTermination(10, TimeUnit.SECONDS));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aFailingSamplerReachesTheConsumer() throws Exception {
    for (int workers : new int[] {0, 1, 3}) {
      StoreDataset dataset =
          StoreDataset.builder()
              .setStore(store)
              .setSampling(new FailingSampler())
              .optWorkers(workers)
              .build();
      Iterator<Batch> batches = dataset.getData(manager).iterator();
      batches.next().close();
      batches.next().close();
      IllegalStateException e = assertThrows(IllegalStateException.class, batches::next);
      assertEquals("third batch", e.getMessage());
      assertFalse(batches.hasNext());
    }
    assertEquals(0, liveArrays(), "a failure leaves nothing behind");
  }

  private static final class FailingSampler implements Sampler {
    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public List<Long> next() {
          if (next == 2) {
            throw new IllegalStateException("third batch");
          }
          next++;
          return List.of(1L, 2L);
        }
      };
    }

    @Override
    public int getBatchSize() {
      return 2;
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ImageStore slow =
        new Delegating(store) {
          @Override
          public void read(int[] indices, int from, int to, ByteBuffer pixels, int[] labels)
              throws IOException {
            blocked.countDown();
            StoreDatasetTest.await(release);
            super.read(indices, from, to, pixels, labels);
          }
        };
    StoreDataset dataset =
        StoreDataset.builder().setStore(slow).setSampling(BATCH, false).optWorkers(1).build();
    Iterator<Batch> batches = dataset.getData(manager).iterator();
    blocked.await();
    Thread.currentThread().interrupt();
    UncheckedIOException e = assertThrows(UncheckedIOException.class, batches::next);
    assertTrue(Thread.interrupted(), "the interrupt is not lost");
    assertTrue(e.getCause() instanceof InterruptedIOException, e.toString());
    release.countDown();
    assertFalse(batches.hasNext());
  }

  @Test
  void idleThreadsEnd() throws Exception {
    indices(sequential().optWorkers(2).build().getData(manager));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (loaders() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertEquals(0, loaders());
  }

  private static long loaders() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("imagefeed-"))
        .count();
  }

  /** Loading must leave the engine's own threads to whoever trains. */
  @Test
  void loadersDoNotChangeTheEnginesThreads() throws Exception {
    int before = JniUtils.getNumThreads();
    indices(sequential().optWorkers(2).build().getData(manager));
    assertEquals(before, JniUtils.getNumThreads());
    // A worker that had nothing to load may begin only now, and changes it for microseconds.
    int fresh = ofFreshThread();
    for (int i = 0; i < 100 && fresh != before; i++) {
      TimeUnit.MILLISECONDS.sleep(20);
      fresh = ofFreshThread();
    }
    assertEquals(before, fresh, "threads that come later keep the default");
  }

  private static int ofFreshThread() throws InterruptedException {
    int[] number = new int[1];
    Thread fresh = new Thread(() -> number[0] = JniUtils.getNumThreads());
    fresh.start();
    fresh.join();
    return number[0];
  }

  @Test
  void normalisationIsMeasuredTheSameInMemoryAndOnDisk() throws Exception {
    Normalization measured = Normalization.of(store);
    assertEquals(measured, Normalization.of(MemoryStore.copyOf(store)));
    // Uniform random bytes: mean 127.5 / 255, deviation sqrt((256² − 1) / 12) / 255.
    for (int c = 0; c < 3; c++) {
      assertEquals(0.5, measured.mean().get(c), 0.02);
      assertEquals(0.29, measured.std().get(c), 0.02);
    }
  }

  @Test
  void refusesWrongOptions() {
    assertThrows(IllegalArgumentException.class, () -> sequential().setSampling(0, true));
    assertThrows(IllegalArgumentException.class, () -> sequential().optPrefetch(-1));
    assertThrows(IllegalArgumentException.class, () -> sequential().optWorkers(-1));
    assertThrows(IllegalArgumentException.class, () -> sequential().optLimit(0).build());
    assertThrows(IllegalStateException.class, () -> StoreDataset.builder().setStore(store).build());
    assertThrows(
        IllegalStateException.class, () -> StoreDataset.builder().setSampling(1, true).build());
    assertThrows(
        IllegalArgumentException.class,
        () -> sequential().optNormalize(new Normalization(List.of(0f), List.of(1f))).build());
    assertThrows(IllegalArgumentException.class, () -> sequential().build().randomSplit(1, 0));
  }
}
