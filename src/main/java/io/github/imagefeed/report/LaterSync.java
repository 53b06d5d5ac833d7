package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.MetricNames;
import io.github.imagefeed.result.SettingNames;
import java.util.List;
import java.util.Optional;

/** What the time of writing a store does not contain, for the captions that show such times. */
final class LaterSync {

  private static final String PNG = "png";

  private LaterSync() {}

  /**
   * How long forcing took afterwards what had been left to the system's write-back, at the largest
   * store that every format was measured at: PNG's image files, in runs of earlier versions.
   *
   * @param stores measurements of one image size
   * @return sentences that begin with a space; empty where no PNG store was written
   */
  static String note(Selection stores) {
    if (stores.named(MetricNames.STORE_WRITE).format(PNG).isEmpty()) {
      return "";
    }
    return times(StorageExtent.settled(stores.named(MetricNames.STORE_SYNC)));
  }

  private static String times(Selection syncs) {
    Optional<String> most = StorageExtent.largestCommon(syncs);
    if (most.isEmpty()) {
      return "";
    }
    List<String> taken =
        syncs.with(SettingNames.IMAGES, most.get()).list().stream().map(LaterSync::time).toList();
    String images = Figures.count(Long.parseLong(most.get()));
    return " Forcing what each format had left of "
        + images
        + (images.equals("1") ? " image" : " images")
        + ", once the store was complete, took "
        + Advice.joined(taken)
        + ".";
  }

  private static String time(Measurement sync) {
    return Unit.SECONDS.text(sync.median()) + " of " + FormatName.spoken(sync.format());
  }
}
