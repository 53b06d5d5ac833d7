package io.github.imagefeed.source.cifar;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP request for the bytes that a partly loaded file still lacks. */
final class HttpFetch {

  /** A connection that ended, or fell silent, after the server had answered. */
  static final class CutException extends IOException {

    private static final long serialVersionUID = 1L;

    CutException(String message) {
      super(message);
    }

    CutException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Six times the official archive: an endless answer must not fill the disk. */
  private static final long MAX_BYTES = 1L << 30;

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

  private final URI uri;
  private final Path part;
  private final Duration timeout;
  private final CifarDownload.Progress progress;

  HttpFetch(URI uri, Path part, Duration timeout, CifarDownload.Progress progress) {
    this.uri = uri;
    this.part = part;
    this.timeout = timeout;
    this.progress = progress;
  }

  /**
   * Asks for the rest of the part, or for all where there is none.
   *
   * @return whether the part is complete; if not, it was of no use and has been removed
   * @throws UnreachableException if no status line came back
   * @throws CutException if the answer broke off; what came is in the part
   * @throws SourceException if the server answers anything but the file
   */
  boolean run() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (have > 0) {
        connection.setRequestProperty("Range", "bytes=" + have + "-");
      }
      return receive(connection, status(connection), have);
    } finally {
      connection.disconnect();
    }
  }

  private int status(HttpURLConnection connection) throws UnreachableException {
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
        throw new IOException("the proxy asks for a password (407)");
      }
      return status;
    } catch (IOException e) {
      throw new UnreachableException(uri + " cannot be reached: " + e, e);
    }
  }

  private boolean receive(HttpURLConnection connection, int status, long have) throws IOException {
    if (status == HttpURLConnection.HTTP_OK) {
      // Also the answer of a server that knows no ranges: all of the file, from its start.
      append(connection, 0, connection.getContentLengthLong());
      return true;
    }
    String field = connection.getHeaderField("Content-Range");
    Matcher range = CONTENT_RANGE.matcher(field == null ? "" : field);
    boolean known = range.matches();
    long total = known && !range.group(2).equals("*") ? Long.parseLong(range.group(2)) : -1;
    if (have > 0 && status == HttpURLConnection.HTTP_PARTIAL) {
      if (known && range.group(1) != null && Long.parseLong(range.group(1)) == have) {
        append(connection, have, total);
        return true;
      }
      Files.delete(part);
      return false;
    }
    if (have > 0 && status == 416) { // No bytes after those we have: complete, or too many.
      if (total == have || total < 0) {
        return true;
      }
      Files.delete(part);
      return false;
    }
    throw new SourceException(
        String.format(
            "%s answers with status %d, expected 200%s",
            uri, status, have > 0 ? "; " + kept(have) : ""));
  }

  private void append(HttpURLConnection connection, long from, long total) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long done = from;
    try (InputStream in = body(connection);
        OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
      progress.bytes(done, total);
      for (int n = read(in, buffer, done, total); n >= 0; n = read(in, buffer, done, total)) {
        if (done + n > MAX_BYTES) {
          throw new SourceException(uri + " is larger than " + MAX_BYTES + " bytes, the limit");
        }
        out.write(buffer, 0, n);
        done += n;
        progress.bytes(done, total);
      }
    }
    if (done < total) {
      throw new CutException(cut(done, total));
    }
  }

  private InputStream body(HttpURLConnection connection) throws CutException {
    try {
      return connection.getInputStream();
    } catch (IOException e) {
      throw new CutException(uri + " was cut before its first byte", e);
    }
  }

  private int read(InputStream in, byte[] buffer, long done, long total) throws CutException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new CutException(cut(done, total) + ": " + e.getMessage(), e);
    }
  }

  private String cut(long done, long total) {
    return uri + " was cut after " + done + " of " + (total < 0 ? "?" : total) + " bytes";
  }

  private String kept(long bytes) {
    return bytes + " bytes are kept in " + part + ", the next try continues there";
  }
}
