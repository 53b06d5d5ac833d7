package io.github.imagefeed.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.ImageStore;
import io.github.imagefeed.store.StoreFormat;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.StoreWriter;
import io.github.imagefeed.store.hdf5.Hdf5Format;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplacedTest {

  private static final StoreFormat FORMAT = new Hdf5Format();
  private static final ImageShape SHAPE = ImageShape.rgb(2, 2);

  @TempDir Path folder;

  private Path store(String name, int images) throws IOException {
    Path path = folder.resolve(name);
    StoreSpec spec = new StoreSpec(SHAPE, images, ClassNames.of("a"), "test");
    try (StoreWriter writer = StoreWriter.create(FORMAT, path, spec, false)) {
      for (int k = 0; k < images; k++) {
        writer.append(new byte[SHAPE.bytes()], 0);
      }
      writer.finish();
    }
    return path;
  }

  private static int size(Path path) throws IOException {
    try (ImageStore store = FORMAT.open(path)) {
      return store.size();
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void givesTheirPlaceBackToStoresWithoutASuccessor() throws IOException {
    Path kept = store("kept", 1);
    Path replacedOne = store("replaced", 1);
    try (Replaced replaced = new Replaced()) {
      replaced.standAside(FORMAT, kept);
      replaced.standAside(FORMAT, replacedOne);
      replaced.standAside(FORMAT, folder.resolve("never there"));
      store("replaced", 2);
    }
    assertEquals(List.of("kept", "replaced"), names());
    assertEquals(1, size(kept));
    assertEquals(2, size(replacedOne));
  }

  @Test
  void removesAllWhenAllIsWritten() throws IOException {
    Path old = store("old", 1);
    try (Replaced replaced = new Replaced()) {
      replaced.standAside(FORMAT, old);
      replaced.done();
    }
    assertEquals(List.of(), names());
  }

  @Test
  void refusesWhatIsNoStore() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "mine");
    try (Replaced replaced = new Replaced()) {
      assertThrows(FileAlreadyExistsException.class, () -> replaced.standAside(FORMAT, text));
    }
    assertEquals("mine", Files.readString(text));
  }
}
