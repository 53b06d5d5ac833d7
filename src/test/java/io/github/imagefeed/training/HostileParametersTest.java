package io.github.imagefeed.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.catalog.FormatOptions;
import io.github.imagefeed.catalog.Formats;
import io.github.imagefeed.convert.Import;
import io.github.imagefeed.convert.Selection;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.Split;
import io.github.imagefeed.source.synthetic.SyntheticSource;
import io.github.imagefeed.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters that somebody changed, and the digest of them in {@code model.json} with them. */
final class HostileParametersTest {

  /** Names, types, shapes and lengths of the first parameters. */
  private static final int HEADERS = 100;

  @TempDir Path folder;

  private Path model() throws IOException {
    ImageSource source = new SyntheticSource(8, 8, 20, 0, 4);
    Path path = folder.resolve("train.h5");
    Selection all = Selection.of(source, List.of(Split.TRAIN), Integer.MAX_VALUE);
    Import.run(source, all, Formats.named("hdf5", FormatOptions.DEFAULT), path, true, done -> {});
    Path model = folder.resolve("model");
    try (ImageStore train = Formats.open(path);
        TrainingRun run = new TrainingRun(train, Optional.empty(), Recipe.of(1, 10, 1))) {
      run.save(model);
    }
    return model;
  }

  @Test
  void areRefusedWithTheFilesName() throws IOException {
    Path model = model();
    Path parameters = model.resolve("model-0000.params");
    Path card = model.resolve(ModelCard.FILE);
    String json = Files.readString(card);
    String digest = Sha256.of(parameters);
    byte[] whole = Files.readAllBytes(parameters);
    int refused = 0;
    for (int at = 0; at < HEADERS; at++) {
      for (int value : new int[] {Integer.MAX_VALUE, -1, 0}) {
        byte[] changed = whole.clone();
        ByteBuffer.wrap(changed).putInt(at, value);
        Files.write(parameters, changed);
        Files.writeString(card, json.replace(digest, Sha256.of(parameters)));
        boolean loaded =
            Hostile.read(
                    IOException.class,
                    model.toString(),
                    () -> {
                      TrainedModel.load(model).close();
                      return true;
                    })
                .isPresent();
        refused += loaded ? 0 : 1;
      }
    }
    assertTrue(refused > HEADERS, "most were refused: " + refused);
  }
}
