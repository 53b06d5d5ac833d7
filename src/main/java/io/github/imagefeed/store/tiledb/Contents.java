package io.github.imagefeed.store.tiledb;

import io.github.imagefeed.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which files make a store, as lines of text:
 *
 * <pre>
 * file CRC32C PATH
 * fragment FIRST COUNT IMAGES CRC32C LABELS CRC32C CHECKSUMS CRC32C
 * crc32c CRC32C
 * </pre>
 *
 * <p>Files come first: the library's, that say what the group and the arrays are. Fragments follow
 * in the order of their images, without gaps; IMAGES, LABELS and CHECKSUMS are the names of their
 * folders. The last line is of all before it.
 *
 * @param files that are the same for all images
 * @param fragments in order
 */
record Contents(List<Checked> files, List<Fragment> fragments) {

  /** Lengths of the parts of a line; file names come from the library and have no spaces. */
  private static final int FILE_PARTS = 3;

  private static final int FRAGMENT_PARTS = 9;

  private static final String SEAL = "crc32c ";

  /**
   * A file that never changes.
   *
   * @param checksum its CRC32C
   * @param path below the store's folder, with slashes
   */
  record Checked(int checksum, String path) {

    String line() {
      return "file " + hex(checksum) + " " + path + "\n";
    }
  }

  Contents {
    files = List.copyOf(files);
    fragments = List.copyOf(fragments);
  }

  /** Number of images. */
  int count() {
    return fragments.isEmpty() ? 0 : fragments.get(fragments.size() - 1).end();
  }

  Contents with(Fragment next) {
    List<Fragment> longer = new ArrayList<>(fragments);
    longer.add(next);
    return new Contents(files, longer);
  }

  static String line(Fragment fragment) {
    StringBuilder line = new StringBuilder("fragment ");
    line.append(fragment.first()).append(' ').append(fragment.count());
    for (Fragment.Part part : fragment.parts()) {
      line.append(' ').append(part.name()).append(' ').append(hex(part.checksum()));
    }
    return line.append('\n').toString();
  }

  /** Without its last line: as far as a writer has come. */
  String unsealed() {
    StringBuilder text = new StringBuilder();
    files.forEach(file -> text.append(file.line()));
    fragments.forEach(fragment -> text.append(line(fragment)));
    return text.toString();
  }

  String sealed() {
    String text = unsealed();
    return text + SEAL + hex(crc(text.getBytes(StandardCharsets.UTF_8))) + "\n";
  }

  /**
   * Parses what {@link #sealed} gave.
   *
   * @param where the store, for messages
   */
  static Contents read(String text, String where) throws StoreException {
    int seal = text.lastIndexOf(SEAL);
    if (seal < 0) {
      throw damaged(where, "it has no checksum", null);
    }
    String before = text.substring(0, seal);
    if (!text.equals(before + SEAL + hex(crc(before.getBytes(StandardCharsets.UTF_8))) + "\n")) {
      throw damaged(where, "it does not have its checksum", null);
    }
    return readUnsealed(before, where);
  }

  /** Parses what {@link #unsealed} gave. */
  static Contents readUnsealed(String text, String where) throws StoreException {
    List<Checked> files = new ArrayList<>();
    Contents contents = new Contents(files, List.of());
    List<Fragment> fragments = new ArrayList<>();
    try {
      for (String line : text.lines().toList()) {
        String[] parts = line.split(" ", -1);
        if (parts[0].equals("file") && parts.length == FILE_PARTS) {
          files.add(new Checked(number(parts[1]), parts[2]));
        } else if (parts[0].equals("fragment") && parts.length == FRAGMENT_PARTS) {
          Fragment next = fragment(parts);
          if (next.first() != contents.count()) {
            throw damaged(where, "a fragment begins with image " + next.first(), null);
          }
          fragments.add(next);
          contents = new Contents(files, List.of(next));
        } else {
          throw damaged(where, "it has the line '" + line + "'", null);
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw damaged(where, e.getMessage(), e);
    }
    return new Contents(files, fragments);
  }

  private static Fragment fragment(String[] parts) {
    List<Fragment.Part> names = new ArrayList<>();
    for (int i = 3; i < parts.length; i += 2) {
      names.add(new Fragment.Part(parts[i], number(parts[i + 1])));
    }
    return new Fragment(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), names);
  }

  private static StoreException damaged(String where, String why, Throwable cause) {
    return new StoreException(where + ": damaged list of its files: " + why, cause);
  }

  private static int number(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  private static String hex(int crc) {
    return String.format("%08x", crc);
  }

  /** The checksum of a small file. */
  static int crc(Path file) throws IOException {
    return crc(Files.readAllBytes(file));
  }

  /** A name that the library gave, with the file's checksum as the last 8 digits of its UUID. */
  static String namedByChecksum(Path file) throws IOException {
    String name = file.getFileName().toString();
    String hex = hex(crc(file));
    return name.substring(0, Math.max(0, name.length() - hex.length())) + hex;
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
