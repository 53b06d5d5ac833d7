package io.github.imagefeed.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a writer set out to write, in a file beside the unfinished store: only the same goes on with
 * it. The manifest as far as it is known, and in what way the format would lay it out.
 */
final class WriterPlan {

  /** Format, layout, size, and the manifest, which has many. */
  private static final int LINES = 4;

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

  /**
   * Forces it, too: after a power cut, without it, all that reached the device would be useless.
   */
  void write(Path file) throws IOException {
    Files.writeString(file, text);
    Trees.force(file);
    Trees.force(file.getParent());
  }

  /** What a file says; empty if there is none. */
  static Optional<WriterPlan> read(Path file) throws IOException {
    try {
      return Optional.of(
          new WriterPlan(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  boolean isSameAs(WriterPlan other) {
    return text.equals(other.text);
  }

  /** For people: format, number, shape and source of the images. */
  @Override
  public String toString() {
    String[] lines = text.split("\n", LINES);
    try {
      StoreManifest manifest = ManifestJson.read(lines[lines.length - 1].strip(), "plan");
      return lines[0]
          + " with "
          + manifest.count()
          + " images of "
          + manifest.shape()
          + " from "
          + manifest.source();
    } catch (StoreException e) {
      return "a store that cannot be told any more, " + e.getMessage();
    }
  }
}
