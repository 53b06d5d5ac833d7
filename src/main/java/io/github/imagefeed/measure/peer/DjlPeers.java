package io.github.imagefeed.measure.peer;

import ai.djl.basicdataset.cv.classification.ImageFolder;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;
import io.github.imagefeed.dataset.StoreDataset;
import io.github.imagefeed.measure.Loader;
import io.github.imagefeed.order.EpochOrder;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** DJL's own ways to the same batches, in the same form: float32 N×C×H×W in [0, 1], int64 N. */
public final class DjlPeers {

  /** They take seconds an epoch; the median of three says enough. */
  private static final int EPOCHS = 3;

  private DjlPeers() {}

  /**
   * {@code ArrayDataset} over one float32 array of all images: the ideal, if memory lasts. Its
   * sequential batches are views of that array, for which nothing is copied.
   */
  public static Loader arrayDataset(ImageStore store) {
    return new Loader() {
      @Override
      public String name() {
        return "djl:ArrayDataset";
      }

      @Override
      public boolean knows(EpochOrder.Kind order) {
        return isDjls(order);
      }

      @Override
      public Epochs epochs(EpochOrder order, int batch) throws IOException {
        requireRoom(store);
        NDManager all = NDManager.newBaseManager();
        try {
          StoreDataset once =
              StoreDataset.builder()
                  .setStore(store)
                  .setSampling(store.size(), false)
                  .optWorkers(0)
                  .build();
          Iterator<Batch> epoch = once.getData(all).iterator();
          Batch whole = epoch.next();
          if (epoch.hasNext()) { // asked, so that the epoch ends and frees what it staged
            throw new IllegalStateException("more than one batch");
          }
          NDArray images = whole.getData().singletonOrThrow();
          NDArray labels = whole.getLabels().singletonOrThrow();
          ArrayDataset dataset =
              new ArrayDataset.Builder()
                  .setData(images)
                  .optLabels(labels)
                  .setSampling(batch, isRandom(order))
                  .build();
          return epochsOf(dataset, store.size(), all::close);
        } catch (RuntimeException | Error e) {
          all.close();
          throw e;
        }
      }
    };
  }

  /** DJL has an order of its own for whole sets only. */
  private static boolean isDjls(EpochOrder.Kind order) {
    return order != EpochOrder.Kind.BLOCK_SHUFFLED;
  }

  private static void requireRoom(ImageStore store) {
    long bytes = (long) store.size() * store.shape().bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "djl:ArrayDataset needs all "
              + store.size()
              + " images of "
              + store.shape()
              + " in one array of at most "
              + Integer.MAX_VALUE
              + " pixels; use --limit");
    }
  }

  /** A {@code RandomAccessDataset} that makes one record at a time. */
  public static Loader perRecord(ImageStore store) {
    return new Loader() {
      @Override
      public String name() {
        return "djl:RandomAccessDataset";
      }

      @Override
      public int mostEpochs() {
        return EPOCHS;
      }

      @Override
      public boolean knows(EpochOrder.Kind order) {
        return isDjls(order);
      }

      @Override
      public Epochs epochs(EpochOrder order, int batch) {
        PerRecordDataset dataset =
            new PerRecordDataset.Builder(store)
                .setSampling(batch, isRandom(order))
                .addTransform(new ToTensor())
                .build();
        return epochsOf(dataset, store.size(), () -> {});
      }
    };
  }

  /**
   * {@code ImageFolder} over the files of a PNG store.
   *
   * @param png the store's folder; class folders are made beside it while the measurement runs
   */
  public static Loader imageFolder(Path png, ImageStore store) {
    return new Loader() {
      @Override
      public String name() {
        return "djl:ImageFolder";
      }

      @Override
      public int mostEpochs() {
        return EPOCHS;
      }

      @Override
      public boolean knows(EpochOrder.Kind order) {
        return isDjls(order);
      }

      @Override
      public Epochs epochs(EpochOrder order, int batch) throws IOException {
        Path absolute = png.toAbsolutePath().normalize();
        Path root = Files.createTempDirectory(absolute.getParent(), "djl-image-folder-");
        Thread atExit = new Thread(() -> delete(root)); // a user may stop the measurement
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
          ClassFolders.make(absolute, store, root);
          ImageFolder dataset =
              ImageFolder.builder()
                  .setRepositoryPath(root)
                  .addTransform(new ToTensor())
                  .setSampling(batch, isRandom(order))
                  .build();
          dataset.prepare();
          return epochsOf(
              dataset,
              store.size(),
              () -> {
                delete(root);
                Runtime.getRuntime().removeShutdownHook(atExit);
              });
        } catch (IOException | RuntimeException | TranslateException e) {
          delete(root);
          throw e instanceof IOException io ? io : new IOException("DJL's ImageFolder: " + e, e);
        }
      }
    };
  }

  private static void delete(Path root) {
    try {
      Trees.delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRandom(EpochOrder order) {
    return order.kind() != EpochOrder.Kind.SEQUENTIAL;
  }

  private static Loader.Epochs epochsOf(Dataset dataset, long size, Runnable release) {
    return new Loader.Epochs() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Iterable<Batch> next(NDManager manager) throws IOException, TranslateException {
        return dataset.getData(manager);
      }

      @Override
      public void close() {
        release.run();
      }
    };
  }
}
