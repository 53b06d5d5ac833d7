package io.github.imagefeed.cli;

import io.github.imagefeed.report.Figures;
import io.github.imagefeed.store.FoldLayout;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreReader;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;

/** What a store says about itself, for people. */
final class StoreText {

  private static final int NAMES_SHOWN = 12;

  private StoreText() {}

  /** Says how the images lie in the store, too, which only an open one knows. */
  static String of(Path path, StoreReader format, ImageStore store) throws IOException {
    String layout = store.layout().map(l -> System.lineSeparator() + "stored   " + l).orElse("");
    return of(path, format, layout, store.manifest());
  }

  static String of(Path path, StoreReader format, StoreManifest manifest) throws IOException {
    return of(path, format, "", manifest);
  }

  private static String of(Path path, StoreReader format, String layout, StoreManifest manifest)
      throws IOException {
    double pixels = (double) manifest.count() * manifest.shape().bytes();
    double bytes = (double) Trees.bytes(path);
    return String.join(
        System.lineSeparator(),
        "store    " + path,
        "format   " + format.name() + ": " + format.description() + layout,
        "images   " + Figures.count(manifest.count()) + folds(manifest),
        "shape    " + manifest.shape() + " (height x width x channels, layout as read)",
        "classes  " + manifest.classes().size() + ": " + names(manifest),
        "on disk  "
            + Figures.bytes(bytes)
            + ", "
            + Figures.ratio(bytes / pixels)
            + " the bytes of the pixels",
        "source   " + manifest.source(),
        "digest   "
            + manifest
                .contentDigest()
                .map(digest -> digest + " (equal for equal images in every format)")
                .orElse("none, as other programs keep none; nor checksums"));
  }

  /** A line more, where there is something to say. */
  private static String folds(StoreManifest manifest) {
    return manifest.folds().map(f -> System.lineSeparator() + "folds    " + said(f)).orElse("");
  }

  private static String said(FoldLayout folds) {
    int least = Collections.min(folds.sizes());
    int most = Collections.max(folds.sizes());
    String sizes =
        least == most ? Figures.count(most) : Figures.count(least) + " to " + Figures.count(most);
    return folds.sizes().size()
        + " of "
        + sizes
        + " images, one after the other; "
        + (folds.grouped() ? "groups kept together" : "even in every class")
        + ", seed "
        + folds.seed();
  }

  private static String names(StoreManifest manifest) {
    var names = manifest.classes().names();
    String shown = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
    return names.size() > NAMES_SHOWN ? shown + ", …" : shown;
  }
}
