package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.dataset.Normalization;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes between the first line and the digest, which are put right: an enemy can do so too. */
final class CheckpointFuzzTest {

  private static final int SHA_BYTES = 32;
  private static final byte[] FIRST_LINE =
      "imagefeed checkpoint 2\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  @TempDir static Path folder;

  private static Checkpoint whole() {
    ModelCard card =
        new ModelCard(
            "small",
            ImageShape.rgb(8, 8),
            ClassNames.of("a", "b"),
            new Normalization(List.of(0.5f, 0.5f, 0.5f), List.of(1f, 1f, 1f)));
    String digest = "0".repeat(64);
    return new Checkpoint(
        new Checkpoint.Identity(Recipe.of(2, 3, 1), card, digest, 9, "", 1, 1),
        1,
        new EpochSoFar(2, 1, 3, 1.5, 2, 0.5, 0.25),
        List.of(new EpochFigures(1, 2, 0.5, OptionalDouble.of(0.25), 0.1, 3, 0.5, digest)),
        List.of(Checkpoint.Array.copyOf("weight", ByteBuffer.wrap(new byte[] {1, 2, 3, 4}))));
  }

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path file = at.resolve("seed");
    whole().write(file);
    byte[] all = Files.readAllBytes(file);
    return Stream.of(Arrays.copyOfRange(all, FIRST_LINE.length, all.length - SHA_BYTES));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    byte[] all = Arrays.copyOf(FIRST_LINE, FIRST_LINE.length + data.length + SHA_BYTES);
    System.arraycopy(data, 0, all, FIRST_LINE.length, data.length);
    MessageDigest sha = Sha256.digest();
    sha.update(all, 0, all.length - SHA_BYTES);
    System.arraycopy(sha.digest(), 0, all, all.length - SHA_BYTES, SHA_BYTES);
    Path file = Files.write(folder.resolve("some.checkpoint"), all);
    Optional<Checkpoint> found =
        Hostile.read(
            DamagedCheckpointException.class, file.toString(), () -> Checkpoint.read(file));
    if (found.isPresent()) {
      requireWhole(found.get());
    }
  }

  /** What is read can be used, and written again. */
  private static void requireWhole(Checkpoint found) throws IOException {
    assertEquals(Optional.empty(), found.identity().difference(found.identity()));
    Optional<String> unused = whole().identity().difference(found.identity());
    unused = found.identity().difference(whole().identity());
    Path again = folder.resolve("again.checkpoint");
    found.write(again);
    Checkpoint same = Checkpoint.read(again);
    assertEquals(found.identity(), same.identity());
    assertEquals(found.soFar(), same.soFar());
    assertEquals(found.history(), same.history());
    assertArrayEquals(
        found.arrays().stream().map(Checkpoint.Array::bytes).toArray(),
        same.arrays().stream().map(Checkpoint.Array::bytes).toArray());
  }
}
