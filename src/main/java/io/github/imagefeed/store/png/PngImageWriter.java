package io.github.imagefeed.store.png;

import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.store.DeviceSync;
import io.github.imagefeed.store.Trees;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes image files one after the other, and makes their folders. One thread at a time. */
final class PngImageWriter implements Closeable {

  private final Path root;
  private final PngEncoder encoder;
  private final int first;
  private int next;

  /**
   * Starts; nothing is written yet.
   *
   * @param first index of the first image that is to be forced with those that will be written
   * @param next index of the first image that will be written
   */
  PngImageWriter(Path root, ImageShape shape, PngCompression compression, int first, int next) {
    this.root = root;
    this.encoder = new PngEncoder(shape, compression);
    this.first = first;
    this.next = next;
  }

  /** Writes the next image; a file of its name that a stopped program left is replaced. */
  void append(byte[] pixels) throws IOException {
    if (next % PngFiles.FOLDER_FILES == 0) {
      makeFolder(root.resolve(PngFiles.folder(next)));
      PngFiles.requireOwnFolder(root, next);
    }
    int length = encoder.encode(pixels);
    Path file = root.resolve(PngFiles.image(next));
    try {
      PngFileWriter.write(file, ByteBuffer.wrap(encoder.file(), 0, length));
    } catch (FileSystemException e) {
      throw e; // names the file, and its class may be the only reason it gives
    } catch (IOException e) {
      throw new IOException(file + ": image " + next + " cannot be written: " + e.getMessage(), e);
    }
    next++;
  }

  /** Not those around it: where somebody has removed the store, half of one must not grow anew. */
  private static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectory(folder);
    }
  }

  /**
   * Forces the files that were written, and the folders with their names: in one call where the
   * system has it, which also takes whatever else is there to be forced; else one by one, which is
   * slow and as safe.
   */
  void force() throws IOException {
    if (!DeviceSync.isAvailable() || !DeviceSync.force(root)) {
      forceEach();
    }
  }

  /** What {@link #force} does where there is no such call. */
  void forceEach() throws IOException {
    for (int image = first; image < next; image++) {
      Trees.force(root.resolve(PngFiles.image(image)));
    }
    int last = Math.max(first, next - 1) / PngFiles.FOLDER_FILES;
    for (int folder = first / PngFiles.FOLDER_FILES; folder <= last; folder++) {
      Trees.force(root.resolve(PngFiles.folder(folder * PngFiles.FOLDER_FILES)));
    }
    Trees.force(root.resolve(PngFiles.IMAGES));
  }

  @Override
  public void close() {
    encoder.close();
  }

  /**
   * Removes all images from one on, and folders that are empty then. From the end, so that where it
   * is stopped the rest has no gap and is found by the next call.
   */
  static void removeFrom(Path root, int first) throws IOException {
    PngFiles.requireOwnFolder(root, first);
    int end = first;
    while (Files.exists(root.resolve(PngFiles.image(end)))) {
      end++;
    }
    for (int i = end; i >= first; i--) {
      Files.deleteIfExists(root.resolve(PngFiles.image(i)));
      if (i % PngFiles.FOLDER_FILES == 0) {
        removeIfEmpty(root.resolve(PngFiles.folder(i)));
      }
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // what else is in it is not ours, and in nobody's way
    }
  }
}
