package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a writer set out to write, in a file beside the unfinished store: only the same goes on with
 * it. The manifest as far as it is known, and in what way the format would lay it out.
 */
final class WriterPlan {

  private final String text;

  private WriterPlan(String text) {
    this.text = text;
  }

  static WriterPlan of(StoreFormat format, StoreSpec spec) {
    // Layouts that differ in nothing else, as compressed chunks from plain ones, differ in size.
    return new WriterPlan(
        String.join(
            "\n",
            format.name(),
            format.plan(spec).toString(),
            format.predictSize(spec).toString(),
            ManifestJson.write(spec.draft()),
            ""));
  }

  /** Not forced: where it is lost the store is begun anew. */
  void write(Path file) throws IOException {
    Files.writeString(file, text);
  }

  /** Whether a file says the same; there may be none. */
  boolean isIn(Path file) throws IOException {
    try {
      return text.equals(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
