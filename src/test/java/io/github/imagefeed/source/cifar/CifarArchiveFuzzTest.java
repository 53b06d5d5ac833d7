package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.store.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The first byte says whether the others are the archive or what is compressed in it. */
final class CifarArchiveFuzzTest {

  private static final int MEMBER_BYTES = 1 << 16;
  private static final int UNPACKED_BYTES = 1 << 22;

  @TempDir static Path folder;

  static Stream<byte[]> seeds(@TempDir Path at) throws IOException {
    Path archive = CifarFiles.archive(CifarFiles.tenBinary(at.resolve("a"), 1), at.resolve("b"));
    byte[] zipped = Files.readAllBytes(archive);
    try (GZIPInputStream tar = new GZIPInputStream(Files.newInputStream(archive))) {
      return Stream.of(with((byte) 0, zipped), with((byte) 1, tar.readAllBytes()));
    }
  }

  private static byte[] with(byte first, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.writeBytes(rest);
    return out.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void unpack(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    Path file = folder.resolve("archive.tar.gz");
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = (data[0] & 1) == 0 ? plain : new GZIPOutputStream(plain)) {
      out.write(data, 1, data.length - 1);
    }
    Path inside = folder.resolve("outside").resolve("inside");
    Trees.delete(inside.getParent());
    Files.createDirectories(inside);
    CifarArchive archive = new CifarArchive(file, MEMBER_BYTES, UNPACKED_BYTES);
    Hostile.read(SourceException.class, file.toString(), archive::version);
    for (CifarVersion version : CifarVersion.values()) {
      Hostile.read(
          SourceException.class,
          file.toString(),
          () -> {
            archive.unpack(version, inside);
            return true;
          });
      requireOnly(version.files(), inside);
    }
  }

  private static void requireOnly(List<String> names, Path inside) throws IOException {
    try (Stream<Path> all = Files.walk(inside.getParent())) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (each.equals(inside) || each.equals(inside.getParent())) {
          continue;
        }
        assertTrue(Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS), each.toString());
        assertTrue(each.getParent().equals(inside), each + " lies outside");
        assertTrue(names.contains(each.getFileName().toString()), each + " of " + names);
        assertTrue(Files.size(each) <= MEMBER_BYTES, each + " is larger than allowed");
        Files.delete(each);
      }
    }
    try (Stream<Path> all = Files.list(folder)) {
      String[] found = all.map(p -> p.getFileName().toString()).sorted().toArray(String[]::new);
      assertTrue(Arrays.equals(found, new String[] {"archive.tar.gz", "outside"}));
    }
  }
}
