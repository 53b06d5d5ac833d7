package io.github.imagefeed.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ImageShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A manifest that is read is whole, and is written as what it was read from. */
final class ManifestJsonFuzzTest {

  static Stream<byte[]> seeds() {
    ImageShape shape = ImageShape.rgb(4, 5);
    FoldLayout folds = new FoldLayout(1, true, List.of(2, 3));
    return Stream.of(Optional.of(folds), Optional.<FoldLayout>empty())
        .map(layout -> new StoreManifest(shape, 5, TestImages.CLASSES, "a", "0".repeat(64), layout))
        .map(manifest -> ManifestJson.write(manifest).getBytes(StandardCharsets.UTF_8));
  }

  /** With the right checksum, where it has one: else nothing would be seen of the fields. */
  private static String sealed(String text) {
    String field = "\"crc32c\": \"";
    boolean has = text.lastIndexOf(field) + field.length() + 8 <= text.length();
    return text.contains(field) && has ? ManifestJson.sealed(text) : text;
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws StoreException {
    String json = sealed(new String(data, StandardCharsets.UTF_8));
    Optional<StoreManifest> manifest =
        Hostile.read(StoreException.class, "a file", () -> ManifestJson.read(json, "a file"));
    if (manifest.isPresent()) {
      assertNotNull(manifest.get().source());
      assertTrue(manifest.get().count() > 0);
      byte[] written = ManifestJson.write(manifest.get()).getBytes(StandardCharsets.UTF_8);
      assertEquals(
          manifest.get(), ManifestJson.read(new String(written, StandardCharsets.UTF_8), ""));
    }
  }
}
