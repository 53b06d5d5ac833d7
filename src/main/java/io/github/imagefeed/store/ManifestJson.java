package io.github.imagefeed.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.util.List;
import java.util.Optional;

/**
 * The manifest as JSON text, for the formats that keep it so.
 *
 * <pre>{@code
 * {"program": "imagefeed", "formatVersion": 2, "height": 32, "width": 32, "channels": 3,
 *  "layout": "CHW", "count": 50000, "classes": ["airplane", …], "source": "…", "digest": "…"}
 * }</pre>
 *
 * <p>A store that is laid out in folds has one field more, which older programs pass over:
 *
 * <pre>{@code
 * "folds": {"seed": 1, "grouped": false, "sizes": [10000, 10000, 10000, 10000, 10000]}
 * }</pre>
 */
public final class ManifestJson {

  /** Value of the field that tells our manifests from other JSON. */
  public static final String PROGRAM = "imagefeed";

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** The fields as they stand in the file; boxed, so that a missing one is seen. */
  private record Fields(
      String program,
      Integer formatVersion,
      Integer height,
      Integer width,
      Integer channels,
      String layout,
      Integer count,
      List<String> classes,
      String source,
      String digest,
      FoldFields folds) {

    /** Empty as well where there is no such field. */
    Optional<FoldLayout> foldLayout() {
      return Optional.ofNullable(folds).map(f -> new FoldLayout(f.seed(), f.grouped(), f.sizes()));
    }
  }

  private record FoldFields(Long seed, Boolean grouped, List<Integer> sizes) {}

  private ManifestJson() {}

  public static String write(StoreManifest manifest) {
    ImageShape shape = manifest.shape();
    return GSON.toJson(
        new Fields(
            PROGRAM,
            StoreManifest.FORMAT_VERSION,
            shape.height(),
            shape.width(),
            shape.channels(),
            shape.layout().name(),
            manifest.count(),
            manifest.classes().names(),
            manifest.source(),
            manifest.digest(),
            manifest
                .folds()
                .map(f -> new FoldFields(f.seed(), f.grouped(), f.sizes()))
                .orElse(null)));
  }

  /**
   * Parses and checks a manifest.
   *
   * @param where the file, and the place in it, for messages
   * @throws StoreException if the text is not a manifest that this program reads
   */
  public static StoreManifest read(String json, String where) throws StoreException {
    Fields fields;
    try {
      fields = GSON.fromJson(json, Fields.class);
    } catch (JsonParseException e) {
      throw new StoreException(where + ": damaged manifest, not JSON: " + e.getMessage(), e);
    }
    if (fields == null || !PROGRAM.equals(fields.program()) || fields.formatVersion() == null) {
      throw new StoreException(
          where + ": manifest of another program, expected \"program\": \"" + PROGRAM + "\"");
    }
    requireReadable(fields.formatVersion(), where);
    try {
      return new StoreManifest(
          new ImageShape(
              fields.height(), fields.width(), fields.channels(), Layout.valueOf(fields.layout())),
          fields.count(),
          new ClassNames(fields.classes()),
          fields.source(),
          fields.digest(),
          fields.foldLayout());
    } catch (NullPointerException e) {
      throw new StoreException(where + ": damaged manifest, a field is missing", e);
    } catch (IllegalArgumentException e) {
      throw new StoreException(where + ": damaged manifest: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses stores of another version than {@link StoreManifest#FORMAT_VERSION}.
   *
   * @throws OlderStoreException if {@code version} is one that this program no longer reads
   * @throws StoreException if it is newer, or none
   */
  public static void requireReadable(int version, String where) throws StoreException {
    if (version >= 1 && version < StoreManifest.FORMAT_VERSION) {
      throw new OlderStoreException(
          where
              + ": store format version "
              + version
              + " of an older imagefeed, this program reads "
              + StoreManifest.FORMAT_VERSION
              + "; import the images again");
    }
    if (version != StoreManifest.FORMAT_VERSION) {
      throw new StoreException(
          where
              + ": store format version "
              + version
              + ", this program reads "
              + StoreManifest.FORMAT_VERSION
              + "; use a newer imagefeed");
    }
  }
}
