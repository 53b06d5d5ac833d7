package io.github.imagefeed.source.webdataset;

import io.github.imagefeed.source.Allowance;
import io.github.imagefeed.source.SourceException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The plain files in a tar archive, in its order and in one pass. Not thread-safe. */
final class TarMembers implements Closeable {

  private static final int BLOCK_BYTES = 512;

  /** Longer names are no names: the tar format knows 256 bytes, its extensions any number. */
  private static final int MAX_NAME = 4096;

  /** A compressed shard may unpack to so many bytes; usual ones have 1 GB. */
  private static final long MAX_UNPACKED_BYTES = 1L << 38;

  private final Path path;
  private final Allowance bytes;
  private final TarArchiveInputStream tar;

  /** End of the data of the last member, without the zeros that fill its block. */
  private long end;

  private long unread;

  private TarMembers(Path path, Allowance bytes) {
    this.path = path;
    this.bytes = bytes;
    this.tar = new TarArchiveInputStream(bytes);
  }

  static TarMembers open(Path path) throws IOException {
    return new TarMembers(
        path, new Allowance(ShardBytes.stream(path), path.toString(), MAX_UNPACKED_BYTES));
  }

  /**
   * Goes to the next file; links, folders and other special members are passed over.
   *
   * @return empty behind the last, when the archive is known to be whole
   * @throws SourceException if the archive is damaged or cut short
   */
  Optional<TarMember> next() throws SourceException {
    while (true) {
      TarArchiveEntry entry;
      try {
        bytes.expectHeader(unread);
        entry = tar.getNextEntry();
        bytes.expectData();
      } catch (IOException e) {
        throw ShardBytes.damaged(path, e);
      }
      if (entry == null) {
        requireWhole();
        return Optional.empty();
      }
      String name = entry.getName();
      if (name.length() > MAX_NAME) {
        throw new SourceException(
            path
                + ": a member's name has "
                + name.length()
                + " characters, the limit is "
                + MAX_NAME);
      }
      if (entry.isSparse()) {
        // A hole of any length takes no byte in the archive.
        throw new SourceException(
            path + ": " + name + " is a sparse file, expected files without holes");
      }
      unread = entry.getSize();
      end = bytes.delivered() + unread;
      if (isPlainFile(entry)) {
        return Optional.of(new TarMember(name, bytes.delivered(), entry.getSize()));
      }
    }
  }

  /** Reads the file that {@link #next} went to last, once. */
  byte[] data(TarMember member, int most) throws SourceException {
    if (member.size() > most) {
      throw new SourceException(
          path + ": " + member.name() + " has " + member.size() + " bytes, the limit is " + most);
    }
    try {
      byte[] data = tar.readNBytes((int) member.size());
      unread = 0;
      return data; // of a cut archive too short, which next() finds
    } catch (IOException e) {
      throw ShardBytes.damaged(path, e);
    }
  }

  /** The tar reader takes the end of the file for the end of the archive. */
  private void requireWhole() throws SourceException {
    long blocks = (end + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    if (bytes.delivered() < blocks + BLOCK_BYTES) {
      throw new SourceException(
          path
              + " is cut short: it ends at byte "
              + bytes.delivered()
              + " without the block of zeros that ends a tar archive; fetch it again");
    }
    byte[] rest = new byte[8192];
    try {
      while (bytes.read(rest) >= 0) {
        // The checksum of a compressed archive comes last and is compared when the end is reached.
      }
    } catch (IOException e) {
      throw ShardBytes.damaged(path, e);
    }
  }

  /** By the header's type byte: the library's isFile() also says yes to links and devices. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.getLinkFlag() == TarConstants.LF_NORMAL
        || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
