package io.github.imagefeed.source.cifar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.ImageSource;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarArchiveTest {

  @TempDir Path temp;

  private final byte[] pixels = new byte[CifarFiles.PIXELS];

  private Path tenArchive(String name) throws IOException {
    Path folder = CifarFiles.tenBinary(temp.resolve("cifar-10-batches-bin"), 3);
    Files.writeString(folder.resolve("batches.meta.txt"), CifarFiles.names("kind", 10));
    Files.writeString(folder.resolve("readme.html"), "not wanted");
    return CifarFiles.archive(folder, temp.resolve(name));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void opensEveryVersionUnderAnyName() throws IOException {
    Path ten = tenArchive("a.tgz");
    Path python =
        CifarFiles.archive(
            CifarFiles.tenPython(temp.resolve("cifar-10-batches-py"), 3), temp.resolve("b.tar.gz"));
    Path hundred =
        CifarFiles.archive(
            CifarFiles.hundredBinary(temp.resolve("cifar-100-binary"), 3), temp.resolve("c.bin"));
    for (Path archive : List.of(ten, python, hundred)) {
      assertTrue(CifarSources.recognises(archive));
      try (ImageSource source = CifarSources.open(archive, Cifar100Labels.COARSE)) {
        assertTrue(source.description().endsWith(archive.toString()), source.description());
        assertEquals(CifarFiles.label(1, 2), source.read(Split.TRAIN, 2, pixels));
        assertArrayEquals(CifarFiles.pixels(1, 2), pixels);
        assertEquals(4, source.size(Split.TEST));
      }
    }
  }

  @Test
  void unpacksWhatIsWantedUnderItsFinalName() throws IOException {
    Path archive = tenArchive("cifar-10-binary.tar.gz");
    Path data = Files.createDirectories(temp.resolve("data"));
    Files.createDirectories(data.resolve("cifar-10-batches-bin.part"));
    Files.writeString(data.resolve("cifar-10-batches-bin.part/old"), "left by a stopped run");
    Path folder = CifarSources.unpack(archive, data);
    assertEquals(data.resolve("cifar-10-batches-bin"), folder);
    assertEquals(List.of("cifar-10-batches-bin"), namesIn(data));
    assertEquals(CifarVersion.TEN_BINARY.files().stream().sorted().toList(), namesIn(folder));
    assertThrows(SourceException.class, () -> CifarSources.unpack(archive, data));
  }

  @Test
  void unpacksNothingOfAnIncompleteArchive() throws IOException {
    Path archive =
        CifarFiles.archive(
            Map.of("x/data_batch_1.bin", CifarFiles.tenRecords(1, 1)), temp.resolve("a.tgz"));
    Path data = Files.createDirectories(temp.resolve("data"));
    IOException e = assertThrows(SourceException.class, () -> CifarSources.unpack(archive, data));
    assertEquals(archive + " holds no data_batch_2.bin", e.getMessage());
    assertEquals(List.of(), namesIn(data));
    IOException open =
        assertThrows(SourceException.class, () -> CifarSources.open(archive, Cifar100Labels.FINE));
    assertTrue(open.getMessage().startsWith("in " + archive), open.getMessage());
  }

  @Test
  void writesNothingOutsideTheFolder() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    byte[] record = CifarFiles.tenRecords(1, 1);
    members.put("../../data_batch_1.bin", record);
    members.put("/tmp/imagefeed-never/data_batch_2.bin", record);
    members.put("..\\data_batch_3.bin", record);
    members.put("../evil.sh", record);
    members.put("data_batch_4.bin/..", record);
    Path archive = CifarFiles.archive(members, temp.resolve("a.tgz"));
    Path inner = Files.createDirectories(temp.resolve("outer/inner"));
    new CifarArchive(archive).unpack(CifarVersion.TEN_BINARY, inner);
    assertEquals(
        List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin"), namesIn(inner));
    assertEquals(List.of("inner"), namesIn(temp.resolve("outer")));
    assertEquals(List.of("a.tgz", "outer"), namesIn(temp));
    assertFalse(Files.exists(Path.of("/tmp/imagefeed-never")));
  }

  @Test
  void passesOverLinks() throws IOException {
    Path archive = temp.resolve("a.tgz");
    try (TarArchiveOutputStream tar = CifarFiles.tar(archive)) {
      for (byte type : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
        TarArchiveEntry link = new TarArchiveEntry("data_batch_" + (char) type + ".bin", type);
        link.setLinkName("/etc/passwd");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      CifarFiles.put(tar, "data_batch_3.bin", CifarFiles.tenRecords(3, 1));
    }
    Path folder = Files.createDirectories(temp.resolve("to"));
    new CifarArchive(archive).unpack(CifarVersion.TEN_BINARY, folder);
    assertEquals(List.of("data_batch_3.bin"), namesIn(folder));
  }

  @Test
  void refusesLargeAndRepeatedMembers() throws IOException {
    Path archive = tenArchive("a.tgz");
    Path folder = Files.createDirectories(temp.resolve("to"));
    IOException large =
        assertThrows(
            SourceException.class,
            () -> new CifarArchive(archive, 5000, 1 << 20).unpack(CifarVersion.TEN_BINARY, folder));
    assertTrue(
        large.getMessage().endsWith("is larger than 5000 bytes, the limit for one file"),
        large.getMessage());
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("a/test_batch.bin", new byte[1]);
    members.put("b/test_batch.bin", new byte[1]);
    Path twice = CifarFiles.archive(members, temp.resolve("b.tgz"));
    Path other = Files.createDirectories(temp.resolve("to2"));
    assertThrows(
        SourceException.class,
        () -> new CifarArchive(twice).unpack(CifarVersion.TEN_BINARY, other));
  }

  @Test
  void refusesCutAndDamagedArchives() throws IOException {
    Path archive = tenArchive("cifar-10-binary.tar.gz");
    byte[] whole = Files.readAllBytes(archive);
    for (int length :
        new int[] {0, 1, 5, 30, whole.length / 2, whole.length - 9, whole.length - 1}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertDamaged(archive);
    }
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1; // In the checksum.
    Files.write(archive, damaged);
    assertDamaged(archive);
    Files.writeString(archive, "<html>Please log in</html>");
    assertDamaged(archive);
  }

  private static void assertDamaged(Path archive) {
    IOException e =
        assertThrows(
            SourceException.class, () -> CifarSources.open(archive, Cifar100Labels.FINE).close());
    assertTrue(e.getMessage().startsWith(archive.toString()), e.getMessage());
  }

  @Test
  void recognisesNothingElse() throws IOException {
    Files.writeString(temp.resolve("notes.txt"), "data_batch_1.bin");
    assertFalse(CifarSources.recognises(temp));
    assertFalse(CifarSources.recognises(temp.resolve("notes.txt")));
    assertFalse(CifarSources.recognises(temp.resolve("missing")));
    Path other = CifarFiles.archive(Map.of("a.txt", new byte[9]), temp.resolve("a.tgz"));
    assertFalse(CifarSources.recognises(other));
    assertThrows(SourceException.class, () -> CifarSources.open(temp, Cifar100Labels.FINE));
  }

  @Test
  void findsFoldersBeforeArchives() throws IOException {
    assertEquals(Optional.empty(), CifarSources.findIn(temp));
    assertEquals(Optional.empty(), CifarSources.findIn(temp.resolve("missing")));
    for (String name : List.of("cifar-10-python.tar.gz", "cifar-10-binary.tar.gz")) {
      Files.write(temp.resolve(name), new byte[1]);
      assertEquals(Optional.of(temp.resolve(name)), CifarSources.findIn(temp));
    }
    for (String name : List.of("cifar-10-batches-py", "cifar-10-batches-bin")) {
      Files.createDirectories(temp.resolve(name));
      assertEquals(Optional.of(temp.resolve(name)), CifarSources.findIn(temp));
    }
  }
}
