package io.github.imagefeed.store.png;

import io.github.imagefeed.store.ImageStoreWriter;
import io.github.imagefeed.store.ManifestJson;
import io.github.imagefeed.store.StoreManifest;
import io.github.imagefeed.store.StoreSpec;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a store of PNG files.
 *
 * <p>{@link #finish} forces labels, manifest and every folder to the device, but not the content of
 * each image file: one by one that is 15 s for 50,000 files on a fast disk and minutes on a slow
 * one, and Java has no call for all at once. So after a crash of the program everything is there;
 * after a power failure within the seconds in which the system writes back files, images can be
 * empty or incomplete. {@link PngStore} reports those as damaged when they are read. A file of many
 * blocks may also lack some in its midst, which only {@link PngFormat#withChecksums} or comparing
 * digests notices.
 */
final class PngStoreWriter implements ImageStoreWriter {

  private final Path root;
  private final PngEncoder encoder;
  private final PngLabels.Writer labels;
  private int index;

  PngStoreWriter(Path root, StoreSpec spec, PngCompression compression) throws IOException {
    this.root = root;
    Files.createDirectory(root);
    Files.createDirectory(root.resolve(PngFiles.IMAGES));
    this.labels = new PngLabels.Writer(root.resolve(PngFiles.LABELS), spec.classes());
    this.encoder = new PngEncoder(spec.shape(), compression);
  }

  @Override
  public void append(byte[] pixels, int label) throws IOException {
    if (index % PngFiles.FOLDER_FILES == 0) {
      Files.createDirectory(root.resolve(PngFiles.folder(index)));
    }
    int length = encoder.encode(pixels);
    Path file = root.resolve(PngFiles.image(index));
    try {
      write(file, ByteBuffer.wrap(encoder.file(), 0, length));
    } catch (IOException e) {
      throw new IOException(file + ": image " + index + " cannot be written: " + e.getMessage(), e);
    }
    labels.append(label);
    index++;
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void finish(StoreManifest manifest) throws IOException {
    labels.close();
    Trees.force(root.resolve(PngFiles.LABELS));
    for (int first = 0; first < index; first += PngFiles.FOLDER_FILES) {
      Trees.force(root.resolve(PngFiles.folder(first)));
    }
    Trees.force(root.resolve(PngFiles.IMAGES));
    Path file = root.resolve(PngFiles.MANIFEST);
    Path temporary = root.resolve(PngFiles.MANIFEST + ".unfinished");
    Files.writeString(temporary, ManifestJson.write(manifest) + "\n");
    Trees.force(temporary);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    Trees.force(root);
  }

  @Override
  public void close() throws IOException {
    encoder.close();
    labels.close();
  }
}
