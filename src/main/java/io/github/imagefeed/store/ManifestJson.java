package io.github.imagefeed.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.image.Layout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The manifest as JSON text, for the formats that keep it so.
 *
 * <pre>{@code
 * {"program": "imagefeed", "formatVersion": 3, "height": 32, "width": 32, "channels": 3,
 *  "layout": "CHW", "count": 50000, "classes": ["airplane", …], "source": "…", "digest": "…",
 *  "crc32c": "…"}
 * }</pre>
 *
 * <p>The last field is the CRC32C of the text in UTF-8, as 8 hex digits, computed while these are
 * zeros: a manifest that was changed by anything but this program is refused.
 *
 * <p>A store that is laid out in folds has one field more, before {@code crc32c}:
 *
 * <pre>{@code
 * "folds": {"seed": 1, "grouped": false, "sizes": [10000, 10000, 10000, 10000, 10000]}
 * }</pre>
 */
public final class ManifestJson {

  /** Value of the field that tells our manifests from other JSON. */
  public static final String PROGRAM = "imagefeed";

  private static final String CHECKSUM = "\"crc32c\": \"";

  private static final String NO_CHECKSUM = "00000000";

  /** Of a file with a manifest: the names of a million classes have room in it. */
  public static final long MAX_BYTES = 1 << 26;

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
      FoldFields folds,
      String crc32c) {

    /** Empty as well where there is no such field. */
    Optional<FoldLayout> foldLayout() {
      return Optional.ofNullable(folds).map(f -> new FoldLayout(f.seed(), f.grouped(), f.sizes()));
    }
  }

  private record FoldFields(Long seed, Boolean grouped, List<Integer> sizes) {}

  private ManifestJson() {}

  public static String write(StoreManifest manifest) {
    ImageShape shape = manifest.shape();
    return sealed(
        GSON.toJson(
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
                    .orElse(null),
                NO_CHECKSUM)));
  }

  /**
   * The checksum that {@link #write} puts into the text, 8 hex digits: for formats that keep the
   * parts of a manifest in other ways.
   */
  public static String checksum(StoreManifest manifest) {
    String text = write(manifest);
    int at = text.lastIndexOf(CHECKSUM) + CHECKSUM.length();
    return text.substring(at, at + NO_CHECKSUM.length());
  }

  /** The text with its checksum in place of the one it has, or of the zeros. */
  static String sealed(String text) {
    int at = text.lastIndexOf(CHECKSUM) + CHECKSUM.length();
    String before = text.substring(0, at);
    String after = text.substring(at + NO_CHECKSUM.length());
    return before + checksum(before + NO_CHECKSUM + after) + after;
  }

  private static String checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  /** Every byte counts, those between the fields, too. */
  private static void requireSealed(String text, String where) throws StoreException {
    int at = text.lastIndexOf(CHECKSUM) + CHECKSUM.length();
    int end = at + NO_CHECKSUM.length();
    if (at < CHECKSUM.length() || end > text.length()) {
      throw new StoreException(where + ": damaged manifest, it has no checksum");
    }
    String expected = text.substring(at, end);
    String found = checksum(text.substring(0, at) + NO_CHECKSUM + text.substring(end));
    if (!found.equals(expected)) {
      throw new StoreException(
          where
              + ": damaged manifest, or changed by another program: its checksum is "
              + found
              + ", it says "
              + expected);
    }
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
    requireSealed(json, where);
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
