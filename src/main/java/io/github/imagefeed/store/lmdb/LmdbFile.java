package io.github.imagefeed.store.lmdb;

import io.github.imagefeed.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * LMDB's file, read by position and without LMDB or a map, so that no content and no other program
 * can end the JVM. Thread-safe.
 */
final class LmdbFile implements Closeable {

  private final Path path;
  private final Object key;
  private final RandomAccessFile file;
  private final FileChannel channel;

  private LmdbFile(Path path, Object key, RandomAccessFile file) {
    this.path = path;
    this.key = key;
    this.file = file;
    this.channel = file.getChannel();
  }

  static LmdbFile open(Path path) throws IOException {
    Object key = key(path); // before opening: see isStillThere
    return new LmdbFile(path, key, new RandomAccessFile(path.toFile(), "r"));
  }

  /** Null on Windows, where no open file is replaced. */
  private static Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * Whether the name means this file, and has meant it since before it was opened: then what was
   * opened by the name in between is this file, too.
   */
  boolean isStillThere() throws IOException {
    return Objects.equals(key, key(path));
  }

  /**
   * When it was last written to, empty where the name means another file or none: who has this one
   * open can still read it, and nobody else can name it.
   */
  Optional<FileTime> modified() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return Objects.equals(key, now.fileKey())
          ? Optional.of(now.lastModifiedTime())
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Unlike the channel's size an interrupt does not end this, nor the file. */
  long length() throws IOException {
    return file.length();
  }

  /**
   * Reads bytes; an interrupt closes the file.
   *
   * @throws StoreException if the file ends before
   */
  void read(byte[] into, int count, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw cut(at + count);
      }
    }
  }

  StoreException cut(long needed) throws IOException {
    return new StoreException(
        path + ": cut: " + length() + " bytes found, expected " + needed + " or more");
  }

  /** The failure of a page. */
  StoreException damaged(long page, String fault) {
    return new StoreException(
        path + ": damaged LMDB file: page " + Long.toUnsignedString(page) + ": " + fault);
  }

  /** The failure of the whole. */
  StoreException refused(String fault) {
    return new StoreException(path + ": " + fault);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
