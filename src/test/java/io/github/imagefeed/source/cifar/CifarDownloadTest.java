package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDownloadTest {

  private static final int BYTES = 300_000;

  @TempDir Path data;

  private final byte[] content = new byte[BYTES];
  private final List<Long> totals = new ArrayList<>();
  private long done;
  private String md5 = "";

  @BeforeEach
  void fill() throws Exception {
    new Random(3).nextBytes(content);
    md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }

  private Path part() {
    return data.resolve("cifar-10-binary.tar.gz.part");
  }

  private Path load(CutServer server) throws IOException {
    return load(server.uri(), md5);
  }

  private Path load(URI uri, String expected) throws IOException {
    return new CifarDownload(uri, expected, Duration.ofMillis(500), Duration.ofMillis(1))
        .into(
            data,
            (bytes, total) -> {
              done = bytes;
              totals.add(total);
            });
  }

  private void assertLoaded(Path archive) throws IOException {
    assertEquals(data.resolve("cifar-10-binary.tar.gz"), archive);
    assertArrayEquals(content, Files.readAllBytes(archive));
    assertFalse(Files.exists(part()));
    assertEquals(BYTES, done);
  }

  @Test
  void loadsInOneGo() throws IOException {
    try (CutServer server = new CutServer(content)) {
      assertLoaded(load(server));
      assertEquals(List.of(""), server.ranges());
      assertEquals((long) BYTES, totals.get(0));
    }
  }

  @Test
  void loadsWithoutKnownLength() throws IOException {
    try (CutServer server = new CutServer(content).hideLength()) {
      assertLoaded(load(server));
      assertEquals(-1L, totals.get(0));
    }
  }

  @Test
  void continuesAnEarlierRun() throws IOException {
    Files.write(part(), Arrays.copyOf(content, 123_456));
    try (CutServer server = new CutServer(content)) {
      assertLoaded(load(server));
      assertEquals(List.of("bytes=123456-"), server.ranges());
    }
  }

  @Test
  void continuesAfterTwoCuts() throws IOException {
    try (CutServer server = new CutServer(content).cutAfter(100_000, 50_000)) {
      assertLoaded(load(server));
      assertEquals(List.of("", "bytes=100000-", "bytes=150000-"), server.ranges());
    }
  }

  @Test
  void continuesAfterSilence() throws IOException {
    try (CutServer server = new CutServer(content).silentAfter(100_000)) {
      assertLoaded(load(server));
      assertEquals(List.of("", "bytes=100000-"), server.ranges());
    }
  }

  @Test
  void givesUpAfterManyCutsAndKeepsThePart() throws IOException {
    try (CutServer server = new CutServer(content).cutAfter(10, 10, 10, 10, 10, 10)) {
      IOException e = assertThrows(IOException.class, () -> load(server));
      assertTrue(e.getMessage().contains("failed 5 times"), e.getMessage());
      assertTrue(e.getMessage().contains("50 bytes are kept in " + part()), e.getMessage());
      assertFalse(e instanceof UnreachableException);
      assertArrayEquals(Arrays.copyOf(content, 50), Files.readAllBytes(part()));
    }
  }

  @Test
  void startsAgainWhereTheServerKnowsNoRanges() throws IOException {
    Files.write(part(), new byte[500_000]);
    try (CutServer server = new CutServer(content).ignoreRanges()) {
      assertLoaded(load(server));
    }
  }

  @Test
  void takesACompletePartAndDropsAnOverlongOne() throws IOException {
    Files.write(part(), content);
    try (CutServer server = new CutServer(content)) {
      done = BYTES;
      assertLoaded(load(server));
      assertEquals(List.of("bytes=300000-"), server.ranges());
      Files.write(part(), new byte[BYTES + 1]);
      assertLoaded(load(server));
    }
  }

  @Test
  void removesWhatHasTheWrongChecksum() throws IOException {
    String other = "0123456789abcdef0123456789abcdef";
    try (CutServer server = new CutServer(content)) {
      IOException e = assertThrows(SourceException.class, () -> load(server.uri(), other));
      assertTrue(e.getMessage().contains("is " + md5 + ", expected " + other), e.getMessage());
    }
    try (var files = Files.list(data)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void saysTheStatusOfAServerThatRefuses() throws IOException {
    Files.write(part(), Arrays.copyOf(content, 99));
    for (int status : new int[] {404, 500, 302}) {
      try (CutServer server = new CutServer(content).answer(status)) {
        IOException e = assertThrows(SourceException.class, () -> load(server));
        assertTrue(e.getMessage().contains("status " + status + ", expected 200"), e.getMessage());
        assertTrue(e.getMessage().contains("99 bytes are kept in " + part()), e.getMessage());
      }
    }
    assertEquals(99, Files.size(part()));
  }

  @Test
  void saysApartAServerThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      // Listens, but never answers.
      URI silent = URI.create("http://127.0.0.1:" + port + "/a");
      assertThrows(UnreachableException.class, () -> load(silent, md5));
    }
    URI refused = URI.create("http://127.0.0.1:" + port + "/a");
    IOException e = assertThrows(UnreachableException.class, () -> load(refused, md5));
    assertTrue(e.getMessage().contains(refused.toString()), e.getMessage());
    URI unknown = URI.create("http://no-such-host.invalid/a");
    assertInstanceOf(
        IOException.class,
        assertThrows(UnreachableException.class, () -> load(unknown, md5)).getCause());
  }

  @Test
  void refusesBadParameters() {
    URI uri = URI.create("ftp://example.org/a");
    assertThrows(IllegalArgumentException.class, () -> new CifarDownload(uri, md5));
    URI http = URI.create("http://example.org/a");
    assertThrows(IllegalArgumentException.class, () -> new CifarDownload(http, "abc"));
    assertEquals("https", CifarDownload.official().archive().getScheme());
  }
}
