package io.github.imagefeed.source.cifar;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens a folder of the python version of CIFAR-10.
 *
 * <p>A pickle can only be read whole, so that opening reads every file once to learn and check what
 * it holds, and reading keeps the file of the last image (31 MB) in memory. Going to and fro
 * between files reads them again each time.
 */
final class PythonFolder {

  private PythonFolder() {}

  static ImageSource open(Path folder, String description, Closeable afterwards)
      throws IOException {
    CifarVersion version = CifarVersion.TEN_PYTHON;
    Path names = folder.resolve("batches.meta");
    ClassNames classes = Files.exists(names) ? readNames(names) : CifarVersion.TEN_NAMES;
    Held held = new Held();
    List<BatchFile> train = new ArrayList<>();
    for (String name : version.trainFiles()) {
      train.add(held.file(folder.resolve(name)));
    }
    List<BatchFile> test = List.of(held.file(folder.resolve(version.testFile())));
    return new BatchedSource(description, classes, train, test, afterwards);
  }

  private static ClassNames readNames(Path file) throws IOException {
    if (!(NumpyUnpickler.read(file).get("label_names") instanceof List<?> list)) {
      throw new SourceException(file + " holds no list under 'label_names'");
    }
    List<String> names = new ArrayList<>();
    for (Object name : list) {
      if (!(name instanceof String) && !(name instanceof byte[])) {
        throw new SourceException(
            file + ": class name is " + NumpyUnpickler.kind(name) + ", expected a text");
      }
      names.add(NumpyUnpickler.text(name));
    }
    return BinaryFolder.namesOf(file, names, CifarVersion.TEN_NAMES.size());
  }

  /** The one batch in memory, shared by the files of a folder. */
  private static final class Held {

    private Path path = Path.of("");
    private PickledBatch batch;

    BatchFile file(Path file) throws IOException {
      return new PickledFile(file, get(file).size(), this);
    }

    PickledBatch get(Path file) throws IOException {
      if (!path.equals(file)) {
        batch = null; // Not two of them in memory at once.
        path = Path.of("");
        batch = PickledBatch.read(file);
        path = file;
      }
      return batch;
    }
  }

  private record PickledFile(Path path, int size, Held held) implements BatchFile {

    @Override
    public int read(int record, byte[] pixels) throws IOException {
      PickledBatch batch = held.get(path);
      if (batch.size() != size) {
        throw new SourceException(
            path + " now holds " + batch.size() + " images, expected " + size + " as when opened");
      }
      return batch.copy(record, pixels);
    }

    @Override
    public void close() {
      // Files are read whole: none stays open.
    }
  }
}
