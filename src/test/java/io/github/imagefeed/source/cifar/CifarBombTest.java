package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.SourceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that unpack to much are refused by a limit that the message names. */
final class CifarBombTest {

  private static final int MEMBER_BYTES = 1 << 20;
  private static final int UNPACKED_BYTES = 1 << 23;

  @TempDir Path temp;

  private Path archive;
  private Path folder;

  @BeforeEach
  void places() throws IOException {
    archive = temp.resolve("a.tgz");
    folder = Files.createDirectories(temp.resolve("to"));
  }

  /** Blocks of a tar file, each as it is, and as many zeros. */
  private void zip(long zeros, byte[]... blocks) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
      for (byte[] block : blocks) {
        out.write(block);
      }
      byte[] nothing = new byte[1 << 16];
      for (long done = 0; done < zeros; done += nothing.length) {
        out.write(nothing);
      }
    }
    assertTrue(Files.size(archive) < 1 << 17, "is small itself");
  }

  private static byte[] header(String name, byte type, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setSize(size);
    byte[] block = new byte[TarConstants.DEFAULT_RCDSIZE];
    try {
      entry.writeEntryHeader(block, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return block;
  }

  private void assertRefused(String part) throws IOException {
    CifarArchive bomb = new CifarArchive(archive, MEMBER_BYTES, UNPACKED_BYTES);
    SourceException e =
        assertThrows(
            SourceException.class, () -> bomb.unpack(CifarVersion.TEN_BINARY, folder), part);
    assertTrue(e.getMessage().startsWith(archive.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
    SourceException asked = assertThrows(SourceException.class, bomb::version, part);
    assertTrue(asked.getMessage().contains(part), asked.getMessage());
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count(), "nothing is written");
    }
  }

  @Test
  void zerosBehindTheEnd() throws IOException {
    zip(2 * UNPACKED_BYTES);
    CifarArchive bomb = new CifarArchive(archive, MEMBER_BYTES, UNPACKED_BYTES);
    SourceException e =
        assertThrows(SourceException.class, () -> bomb.unpack(CifarVersion.TEN_BINARY, folder));
    assertEquals(
        archive + " unpacks to more than 8388608 bytes, the limit for an archive", e.getMessage());
  }

  @Test
  void memberThatNobodyWants() throws IOException {
    for (long size : new long[] {1 << 24, 1L << 40, Long.MAX_VALUE >> 8}) {
      zip(1 << 24, header("huge", TarConstants.LF_NORMAL, size));
      assertRefused("unpacks to more than 8388608 bytes, the limit for an archive");
    }
  }

  @Test
  void memberThatIsWanted() throws IOException {
    zip(1 << 24, header("data_batch_1.bin", TarConstants.LF_NORMAL, 1L << 40));
    CifarArchive bomb = new CifarArchive(archive, MEMBER_BYTES, UNPACKED_BYTES);
    SourceException e =
        assertThrows(SourceException.class, () -> bomb.unpack(CifarVersion.TEN_BINARY, folder));
    assertEquals(
        archive + ": data_batch_1.bin is larger than 1048576 bytes, the limit for one file",
        e.getMessage());
    assertTrue(Files.size(folder.resolve("data_batch_1.bin")) <= MEMBER_BYTES);
  }

  /** The tar reader keeps all of them in memory. */
  @Test
  void namesOfMegabytes() throws IOException {
    for (byte type :
        new byte[] {
          TarConstants.LF_GNUTYPE_LONGNAME,
          TarConstants.LF_GNUTYPE_LONGLINK,
          TarConstants.LF_PAX_EXTENDED_HEADER_LC,
          TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
        }) {
      byte[] start = "4000000 path=".getBytes(StandardCharsets.US_ASCII);
      zip(1 << 22, header("././@LongLink", type, 4_000_000), start);
      assertRefused("longer than 1048576 bytes, the limit for one header");
    }
  }

  /** A hole of gigabytes takes no byte of the archive, but would be passed over byte by byte. */
  @Test
  void holes() throws IOException {
    byte[] pax =
        "22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n34 GNU.sparse.realsize=2000000000\n"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(pax, 512);
    byte[] map = Arrays.copyOf("1\n2000000000\n0\n".getBytes(StandardCharsets.US_ASCII), 512);
    zip(
        0,
        header("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, pax.length),
        padded,
        header("hole", TarConstants.LF_NORMAL, map.length),
        map,
        new byte[1024]);
    assertRefused("hole is a sparse file, expected files without holes");
  }

  private String pickle(byte[] bytes) throws IOException {
    Path file = Files.write(temp.resolve("pickle"), bytes);
    SourceException e = assertThrows(SourceException.class, () -> PickledBatch.read(file));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    return e.getMessage();
  }

  private String pickle(String latin1) throws IOException {
    return pickle(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void lengthsOfGigabytes() throws IOException {
    for (String opcode : new String[] {"T", "X", "B"}) {
      assertTrue(
          pickle(opcode + "\u00ff\u00ff\u00ff\u007fabc.")
              .endsWith("is truncated: a text of 2147483647 bytes begins where 4 bytes are left"),
          pickle(opcode + "\u00ff\u00ff\u00ff\u007fabc."));
    }
    for (String opcode : new String[] {"\u008b", "\u008d", "\u008e", "\u0096"}) { // eight bytes
      assertTrue(pickle(opcode + "\u00ff\u00ff\u00ff\u007f\0\0\0\0a.").contains("pickle opcode"));
    }
    assertTrue(pickle("r\u00ff\u00ff\u00ff\u007f.").contains("not a whole, undamaged pickle"));
  }

  @Test
  void objectsWithoutEnd() throws IOException {
    byte[] lists = new byte[NumpyUnpickler.MAX_OPCODES + 1];
    Arrays.fill(lists, (byte) '}');
    assertTrue(
        pickle(lists).endsWith("has more than 4000000 pickle opcodes, the limit for one file"),
        pickle(lists));
  }

  /** Ten lines of ten times the line before, and a list that holds itself by way of another. */
  @Test
  void textsWithoutEnd() throws IOException {
    StringBuilder laughs = new StringBuilder("]q\u0000");
    for (int line = 0; line < 60; line++) {
      laughs.append("](");
      laughs.append(("h" + (char) line).repeat(10)).append("eq").append((char) (line + 1));
    }
    String array =
        "cnumpy.core.multiarray\n_reconstruct\n)R(K\u0001K\u0001M\u0000\u000c\u0086"
            + "cnumpy\ndtype\n(U\u0002u1tRI00\nT\u0000\u000c\u0000\u0000"
            + "a".repeat(3072)
            + "tb";
    String tail = "U\u0004data" + array + "s.";
    assertTrue(
        pickle("}U\u0006labels](](" + laughs + "ees" + tail)
            .endsWith("label is of type ArrayList, expected a number"));
    assertTrue(
        pickle("}U\u0006labels](]q\u0001(]q\u0002(h\u0001eees" + tail)
            .endsWith("label is of type ArrayList, expected a number"),
        pickle("}U\u0006labels](]q\u0001(]q\u0002(h\u0001eees" + tail));
  }

  /** One text encoded again and again. */
  @Test
  void copiesWithoutEnd() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes("c_codecs\nencode\nq\u0001X".getBytes(StandardCharsets.ISO_8859_1));
    bomb.writeBytes(new byte[] {0, 0, 16, 0});
    bomb.writeBytes(new byte[1 << 20]);
    bomb.writeBytes("q\u0002".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < 10_000; i++) {
      bomb.writeBytes("h\u0001h\u0002\u0085R".getBytes(StandardCharsets.ISO_8859_1));
    }
    String message = pickle(bomb.toByteArray());
    assertTrue(message.contains("bytes, twice those of the file"), message);
  }

  /** {@code pickle.dumps(Evil(), protocol)}, with {@code __reduce__} giving os.system. */
  @Test
  void commandsOfEveryProtocol() throws IOException {
    Path made = temp.resolve("made");
    String command = "touch " + made;
    String text = (char) command.length() + command;
    String wide = (char) command.length() + "\0\0\0" + command;
    String[] pickles = {
      "cposix\nsystem\np0\n(V" + command + "\np1\ntp2\nRp3\n.",
      "cposix\nsystem\nq\0(X" + wide + "q\1tq\2Rq\3.",
      "\u0080\2cposix\nsystem\nq\0X" + wide + "q\1\u0085q\2Rq\3.",
      "\u0080\3cposix\nsystem\nq\0X" + wide + "q\1\u0085q\2Rq\3.",
      "\u0080\4\u0095@\0\0\0\0\0\0\0\u008c\5posix\u0094\u008c\6system\u0094\u0093\u0094\u008c"
          + text
          + "\u0094\u0085\u0094R\u0094.",
      "\u0080\5\u0095@\0\0\0\0\0\0\0\u008c\5posix\u0094\u008c\6system\u0094\u0093\u0094\u008c"
          + text
          + "\u0094\u0085\u0094R\u0094."
    };
    for (int protocol = 0; protocol < pickles.length; protocol++) {
      String message = pickle(pickles[protocol]);
      assertTrue(message.contains("asks for posix.system"), protocol + ": " + message);
    }
    assertTrue(Files.notExists(made), "no command was run");
  }
}
