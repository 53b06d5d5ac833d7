package io.github.imagefeed.dataset;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.TestImages;
import io.github.imagefeed.store.png.PngFormat;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LookaheadTest {

  @TempDir Path folder;

  /** Does everything that the other one does, and fails once it has closed it. */
  private static NDManager failingToClose(NDManager manager) {
    return (NDManager)
        Proxy.newProxyInstance(
            NDManager.class.getClassLoader(),
            new Class<?>[] {NDManager.class},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(manager, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().equals("close")) {
                throw new IllegalStateException("the engine fails");
              }
              return result;
            });
  }

  @Test
  void givesItsMemoryBackAlsoWhereTheEngineFails() throws IOException {
    TestImages images = TestImages.of(ImageShape.rgb(4, 4), 3);
    Path path = folder.resolve("store");
    images.write(new PngFormat(), path);
    StagingPool pool = new StagingPool(1);
    Staging staging = new Staging();
    pool.give(staging);
    try (ImageStore store = new PngFormat().open(path);
        NDManager consumer = NDManager.newBaseManager()) {
      Lookahead lookahead =
          new Lookahead(
              List.of(IndexList.of(List.of(0L, 1L), 3)).iterator(),
              store,
              Optional.empty(),
              Optional.empty(),
              new Conversion(
                  true,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Batchifier.STACK,
                  Batchifier.STACK),
              pool,
              failingToClose(NDManager.newBaseManager()),
              Runnable::run,
              new Loading(0, 0, false, 1));
      assertTrue(lookahead.hasNext());
      lookahead
          .next(
              (indices, data, labels) ->
                  new Batch(
                      consumer.newSubManager(),
                      data,
                      labels,
                      2,
                      Batchifier.STACK,
                      Batchifier.STACK,
                      0,
                      3))
          .close();
      assertThrows(IllegalStateException.class, lookahead::hasNext); // the end closes it
      assertFalse(lookahead.hasNext());
    }
    assertSame(staging, pool.take());
  }
}
