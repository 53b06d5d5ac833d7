package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.imagefeed.fuzz.Hostile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a model says of itself: {@code model.json}, beside parameters of which it has the digest.
 */
final class ModelCardFuzzTest {

  private static final byte[] PARAMETERS = {1, 2, 3};

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path parameters = Files.write(at.resolve("parameters"), PARAMETERS);
    JsonObject card =
        JsonParser.parseString(
                """
                {"program": "imagefeed", "version": 1, "architecture": "small", "height": 8,
                 "width": 9, "channels": 3, "classes": ["a", "b"], "mean": [0.5, 0.5, 0.5],
                 "std": [0.25, 0.25, 0.25]}
                """)
            .getAsJsonObject();
    card.addProperty("parametersSha256", Sha256.of(parameters));
    return Stream.of(card.toString().getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Files.write(folder.resolve("model-0000.params"), PARAMETERS);
    Files.write(folder.resolve(ModelCard.FILE), data);
    Hostile.read(IOException.class, folder.toString(), () -> ModelCard.read(folder))
        .ifPresent(
            card -> {
              assertEquals(card.shape().channels(), card.normalization().channels());
              assertEquals(
                  card.architecture(),
                  Architecture.named(card.architecture()).orElseThrow().toString());
            });
  }
}
