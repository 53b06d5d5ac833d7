package io.github.imagefeed.source.cifar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes small CIFAR folders and archives whose images and labels can be computed. */
final class CifarFiles {

  static final int PIXELS = 3072;

  private CifarFiles() {}

  /** Byte {@code position} of image {@code record} in file {@code file} (1 to 5, 0 the test). */
  static byte pixel(int file, int record, int position) {
    return (byte) (file * 31 + record * 7 + position + position / 251);
  }

  static byte[] pixels(int file, int record) {
    byte[] pixels = new byte[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      pixels[i] = pixel(file, record, i);
    }
    return pixels;
  }

  static int label(int file, int record) {
    return (file + record) % 10;
  }

  static byte[] tenRecords(int file, int count) {
    byte[] bytes = new byte[count * (1 + PIXELS)];
    for (int r = 0; r < count; r++) {
      bytes[r * (1 + PIXELS)] = (byte) label(file, r);
      System.arraycopy(pixels(file, r), 0, bytes, r * (1 + PIXELS) + 1, PIXELS);
    }
    return bytes;
  }

  /** Coarse label {@code label}, fine label {@code 10 * label + 9}. */
  static byte[] hundredRecords(int file, int count) {
    byte[] bytes = new byte[count * (2 + PIXELS)];
    for (int r = 0; r < count; r++) {
      bytes[r * (2 + PIXELS)] = (byte) label(file, r);
      bytes[r * (2 + PIXELS) + 1] = (byte) (10 * label(file, r) + 9);
      System.arraycopy(pixels(file, r), 0, bytes, r * (2 + PIXELS) + 2, PIXELS);
    }
    return bytes;
  }

  /** Five files of {@code count} images and a test file of one more; no list of names. */
  static Path tenBinary(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int file = 1; file <= 5; file++) {
      Files.write(folder.resolve("data_batch_" + file + ".bin"), tenRecords(file, count));
    }
    Files.write(folder.resolve("test_batch.bin"), tenRecords(0, count + 1));
    return folder;
  }

  static Path tenPython(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int file = 1; file <= 5; file++) {
      Files.write(folder.resolve("data_batch_" + file), Pickle2.batch(file, count).bytes());
    }
    Files.write(folder.resolve("test_batch"), Pickle2.batch(0, count + 1).bytes());
    return folder;
  }

  static Path hundredBinary(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("train.bin"), hundredRecords(1, count));
    Files.write(folder.resolve("test.bin"), hundredRecords(0, count + 1));
    Files.writeString(folder.resolve("fine_label_names.txt"), names("fine", 100));
    Files.writeString(folder.resolve("coarse_label_names.txt"), names("coarse", 20));
    return folder;
  }

  /** Names one a line and a blank line at the end, as in the official files. */
  static String names(String prefix, int count) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < count; i++) {
      names.append(prefix).append(i).append('\n');
    }
    return names.append('\n').toString();
  }

  /** An archive with every file of a folder, under the folder's own name. */
  static Path archive(Path folder, Path archive) throws IOException {
    try (TarArchiveOutputStream tar = tar(archive);
        var files = Files.newDirectoryStream(folder)) {
      tar.putArchiveEntry(new TarArchiveEntry(folder.getFileName() + "/"));
      tar.closeArchiveEntry();
      for (Path file : files) {
        put(tar, folder.getFileName() + "/" + file.getFileName(), Files.readAllBytes(file));
      }
    }
    return archive;
  }

  static Path archive(Map<String, byte[]> members, Path archive) throws IOException {
    try (TarArchiveOutputStream tar = tar(archive)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        put(tar, member.getKey(), member.getValue());
      }
    }
    return archive;
  }

  static TarArchiveOutputStream tar(Path archive) throws IOException {
    OutputStream file = Files.newOutputStream(archive);
    return new TarArchiveOutputStream(new GZIPOutputStream(file));
  }

  static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
