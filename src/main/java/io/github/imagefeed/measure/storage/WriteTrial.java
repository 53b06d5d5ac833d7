package io.github.imagefeed.measure.storage;

import io.github.imagefeed.measure.PageCache;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.store.DeviceWait;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a new store of images that are in memory. Before the clock starts, the store of the run
 * before is put away, and what others have left to the system's write-back is written: it would
 * hold up the first that forces its files. The last store stays.
 *
 * @param images how many
 * @param target of the store
 */
record WriteTrial(
    Subject subject,
    StoreFormat format,
    ImagePool pool,
    int images,
    Path target,
    Spent spent,
    Budget budget)
    implements Trial {

  @Override
  public Map<String, Double> run() throws IOException, StoppedException {
    spent.take(target);
    if (PageCache.canWrite()) {
      PageCache.write(target.getParent());
    }
    double waited = DeviceWait.seconds();
    long begin = System.nanoTime();
    try (StoreWriter writer = StoreWriter.create(format, target, pool.spec(images), false)) {
      for (int k = 0; k < images; k++) {
        budget.requireGoingOn();
        writer.append(pool.pixels(k, images), pool.label(k, images));
      }
      writer.finish();
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    seconds.put(MetricNames.STORE_WRITE, (System.nanoTime() - begin) / 1e9);
    seconds.put(MetricNames.STORE_FORCE, DeviceWait.seconds() - waited);
    if (PageCache.canWrite()) {
      long complete = System.nanoTime();
      PageCache.write(target);
      seconds.put(MetricNames.STORE_SYNC, (System.nanoTime() - complete) / 1e9);
    }
    return seconds;
  }
}
