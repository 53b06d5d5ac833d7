package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Downloads the archive of CIFAR-10's binary version.
 *
 * <ul>
 *   <li>Loads into {@code cifar-10-binary.tar.gz.part} and renames it when its MD5 checksum is
 *       right: a file under the final name is whole.
 *   <li>Continues a {@code .part} of an earlier run, and a connection that was cut, where it ended.
 *   <li>Says apart a server that cannot be reached, {@link UnreachableException}, from one that
 *       fails, {@link IOException}; in both cases the {@code .part} stays for the next run.
 *   <li>Java's proxy settings ({@code -Dhttps.proxyHost=…}) are honoured.
 * </ul>
 */
public final class CifarDownload {

  /** As published beside the archive. */
  private static final String OFFICIAL_MD5 = "c32a1d4ab5d03f1284b67883e8d87530";

  /** Told how far the download is; called often, from the downloading thread. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Takes the state of the download.
     *
     * @param done bytes loaded, those of earlier runs included
     * @param total bytes of the archive, or -1 if the server does not say
     */
    void bytes(long done, long total);
  }

  /** Requests in all, of which the first may be cut. */
  private static final int ATTEMPTS = 5;

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI archive;
  private final String md5;
  private final Duration timeout;
  private final Duration pause;

  /**
   * Prepares a download; nothing happens yet.
   *
   * @param archive http or https address of the archive
   * @param md5 its MD5 checksum, 32 hexadecimal digits
   */
  public CifarDownload(URI archive, String md5) {
    this(archive, md5, TIMEOUT, Duration.ofSeconds(1));
  }

  /**
   * For tests, which cannot wait long.
   *
   * @param timeout longest wait for a connection, and for the next byte
   * @param pause wait before the second request; the third waits twice as long, and so on
   */
  CifarDownload(URI archive, String md5, Duration timeout, Duration pause) {
    String scheme = archive.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException(
          "archive is " + archive + ", expected an http or https address");
    }
    if (!md5.matches("[0-9a-fA-F]{32}")) {
      throw new IllegalArgumentException("md5 is '" + md5 + "', expected 32 hexadecimal digits");
    }
    this.archive = archive;
    this.md5 = md5.toLowerCase(Locale.ROOT);
    this.timeout = timeout;
    this.pause = pause;
  }

  /** The archive on its authors' site, 170 MB. */
  public static CifarDownload official() {
    return mirror(URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"));
  }

  /** The same archive from another site; its checksum must be that of the official one. */
  public static CifarDownload mirror(URI archive) {
    return new CifarDownload(archive, OFFICIAL_MD5);
  }

  /** Where the archive comes from. */
  public URI archive() {
    return archive;
  }

  /**
   * Downloads.
   *
   * @param dataFolder created if missing
   * @return the archive, {@code dataFolder/cifar-10-binary.tar.gz}
   * @throws UnreachableException if the first request gets no answer at all
   * @throws SourceException if the server answers something else than the archive, or the checksum
   *     is wrong: the {@code .part} is removed then
   */
  public Path into(Path dataFolder, Progress progress) throws IOException {
    Files.createDirectories(dataFolder);
    Path target = dataFolder.resolve(CifarVersion.TEN_BINARY.archiveName());
    Path part = target.resolveSibling(target.getFileName() + ".part");
    load(new HttpFetch(archive, part, timeout, progress), part);
    String found = md5Of(part);
    if (!found.equals(md5)) {
      long bytes = Files.size(part);
      Files.delete(part);
      throw new SourceException(
          String.format(
              "%s: MD5 of the %d bytes loaded is %s, expected %s; they are removed",
              archive, bytes, found, md5));
    }
    return Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private void load(HttpFetch fetch, Path part) throws IOException {
    IOException last = new IOException("the server's byte ranges are of no use");
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) {
        sleep(pause.multipliedBy(attempt - 1));
      }
      try {
        if (fetch.run()) {
          return;
        }
      } catch (HttpFetch.CutException e) {
        last = e;
      } catch (UnreachableException e) {
        if (attempt == 1) {
          throw e;
        }
        last = e; // It was there a moment ago.
      }
    }
    long have = Files.exists(part) ? Files.size(part) : 0;
    throw new IOException(
        String.format(
            "download failed %d times, the last time: %s; %d bytes are kept in %s,"
                + " the next try continues there",
            ATTEMPTS, last.getMessage(), have, part),
        last);
  }

  private static void sleep(Duration time) throws InterruptedIOException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to continue the download");
    }
  }

  private static String md5Of(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has MD5", e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
