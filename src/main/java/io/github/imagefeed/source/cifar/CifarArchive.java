package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.Allowance;
import io.github.imagefeed.source.SourceException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A {@code .tar.gz} of a version.
 *
 * <p>Of a member's name only the part after the last slash counts, and only if it is one of the
 * version's file names: no name leads out of the target folder. Links and other special members are
 * passed over. What an archive may unpack to is limited, before it is written or held.
 */
final class CifarArchive {

  /** The largest official member is CIFAR-100's train.bin, 154 MB. */
  static final long MAX_MEMBER_BYTES = 256L << 20;

  /** The official archives unpack to 186 MB at most. */
  static final long MAX_UNPACKED_BYTES = 1L << 30;

  private final Path path;
  private final long maxMemberBytes;
  private final long maxUnpackedBytes;

  CifarArchive(Path path) {
    this(path, MAX_MEMBER_BYTES, MAX_UNPACKED_BYTES);
  }

  CifarArchive(Path path, long maxMemberBytes, long maxUnpackedBytes) {
    this.path = path;
    this.maxMemberBytes = maxMemberBytes;
    this.maxUnpackedBytes = maxUnpackedBytes;
  }

  /**
   * The version inside, by the first member that tells.
   *
   * @throws SourceException if the archive is damaged before that member
   */
  Optional<CifarVersion> version() throws IOException {
    if (!looksLikeGzip()) {
      // Perhaps an error page that was saved under this name: unpacking says what is wrong.
      String name = path.getFileName().toString();
      for (CifarVersion version : CifarVersion.values()) {
        if (version.archiveName().equals(name)) {
          return Optional.of(version);
        }
      }
      return Optional.empty();
    }
    try (InputStream file = Files.newInputStream(path);
        Allowance gzip = gunzip(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
      for (TarArchiveEntry entry = next(tar, gzip, 0);
          entry != null;
          entry = next(tar, gzip, entry.getSize())) {
        Optional<CifarVersion> version = CifarVersion.ofMember(baseName(entry));
        if (version.isPresent()) {
          return version;
        }
      }
      return Optional.empty();
    }
  }

  private boolean looksLikeGzip() throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return file.read() == 0x1f && file.read() == 0x8b;
    }
  }

  /**
   * Writes the version's files into a folder.
   *
   * @param folder exists and holds none of them
   * @throws SourceException if the archive is damaged or cut short, unpacks to too much, or a
   *     member is too large or given twice; files may be left in the folder then
   */
  void unpack(CifarVersion version, Path folder) throws IOException {
    List<String> wanted = version.files();
    Set<String> seen = new HashSet<>();
    try (InputStream file = Files.newInputStream(path);
        Allowance gzip = gunzip(file);
        TarArchiveInputStream tar = new TarArchiveInputStream(gzip)) {
      long unread = 0;
      for (TarArchiveEntry entry = next(tar, gzip, unread);
          entry != null;
          entry = next(tar, gzip, unread)) {
        String name = baseName(entry);
        unread = entry.getSize();
        if (!isPlainFile(entry) || !wanted.contains(name)) {
          continue;
        }
        if (!seen.add(name)) {
          throw new SourceException(path + " holds " + name + " twice");
        }
        copy(tar, name, folder.resolve(name));
        unread = 0;
      }
      byte[] rest = new byte[8192];
      while (read(gzip, rest) >= 0) {
        // The checksum comes last and is compared when the end is reached.
      }
    }
  }

  private void copy(InputStream member, String name, Path to) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      for (int n = read(member, buffer); n >= 0; n = read(member, buffer)) {
        bytes += n;
        if (bytes > maxMemberBytes) {
          throw new SourceException(
              String.format(
                  "%s: %s is larger than %d bytes, the limit for one file",
                  path, name, maxMemberBytes));
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private Allowance gunzip(InputStream file) throws SourceException {
    try {
      InputStream gzip =
          GzipCompressorInputStream.builder()
              .setInputStream(new BufferedInputStream(file, 1 << 16))
              .setDecompressConcatenated(true)
              .get();
      return new Allowance(gzip, path.toString(), maxUnpackedBytes);
    } catch (IOException e) {
      throw new SourceException(path + " is not a .tar.gz archive: " + e.getMessage(), e);
    }
  }

  /**
   * The next member; null behind the last.
   *
   * @param unread bytes of the member before that were not read
   */
  private TarArchiveEntry next(TarArchiveInputStream tar, Allowance gzip, long unread)
      throws SourceException {
    TarArchiveEntry entry;
    try {
      gzip.expectHeader(unread);
      entry = tar.getNextEntry();
      gzip.expectData();
    } catch (IOException e) {
      throw damaged(e);
    }
    if (entry != null && entry.isSparse()) {
      // A hole of any length takes no byte in the archive, but as long to pass over as zeros.
      throw new SourceException(
          path + ": " + entry.getName() + " is a sparse file, expected files without holes");
    }
    return entry;
  }

  private int read(InputStream in, byte[] buffer) throws SourceException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private SourceException damaged(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SourceException refusal) {
        return refusal; // of the allowance, which the tar reader may have wrapped
      }
    }
    String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
    return new SourceException(path + " is damaged or cut short" + reason + "; fetch it again", e);
  }

  /** By the header's type byte: the library's isFile() also says yes to links and devices. */
  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.getLinkFlag() == TarConstants.LF_NORMAL
        || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
  }

  private static String baseName(TarArchiveEntry entry) {
    String name = entry.getName();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  }
}
