package io.github.imagefeed.source.webdataset;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards that cannot be used end in words that say which, what and what was expected. */
final class WebDatasetDamageTest {

  @TempDir Path root;

  private void assertRefused(Path file, String... parts) {
    var thrown =
        assertThrows(
            SourceException.class,
            () -> {
              try (WebDatasetSource source = WebDatasetSource.open(file, Optional.empty())) {
                byte[] pixels = new byte[source.shape().bytes()];
                for (int i = 0; i < source.size(Split.TRAIN); i++) {
                  int unused = source.read(Split.TRAIN, i, pixels);
                }
              }
            });
    assertTrue(thrown.getMessage().contains(root.toString()), thrown.getMessage());
    for (String part : parts) {
      assertTrue(thrown.getMessage().contains(part), part + " in " + thrown.getMessage());
    }
  }

  private Path tar(Tars tar) throws IOException {
    return tar.write(root.resolve("x.tar"));
  }

  @Test
  void missingParts() throws IOException {
    assertRefused(
        tar(new Tars().sample("a", 0, 1).add("b.cls", "1")), "x.tar", "'b' has no image", "b.cls");
    assertRefused(
        tar(new Tars().add("a.png", Tars.png(1)).sample("b", 0, 1)), "'a' has no label", ".cls");
    assertRefused(
        tar(new Tars().add("a.png", Tars.png(1)).add("a.json", "{\"id\": 1}")), "has no label");
    assertRefused(tar(new Tars().add("a.json", "{\"label\": 1}")), "'a' has no image");
    assertRefused(tar(new Tars().add("README.md", "nothing")), "holds no samples");
  }

  @Test
  void labelsThatAreNone() throws IOException {
    byte[] png = Tars.png(1);
    assertRefused(
        tar(new Tars().add("a.cls", "cat").add("a.png", png)), "a.cls", "label is 'cat'", "number");
    assertRefused(
        tar(new Tars().add("a.cls", "-1").add("a.png", png)), "a.cls", "-1", "expected 0 to");
    assertRefused(tar(new Tars().add("a.cls", "1048576").add("a.png", png)), "1048576");
    assertRefused(tar(new Tars().add("a.cls", "9".repeat(40)).add("a.png", png)), "9999", "number");
    assertRefused(tar(new Tars().add("a.cls", "").add("a.png", png)), "label is ''");
    assertRefused(tar(new Tars().add("a.cls", " ".repeat(99)).add("a.png", png)), "limit is 64");
    assertRefused(tar(new Tars().add("a.png", png).add("a.json", "{")), "a.json is no JSON");
    assertRefused(
        tar(new Tars().add("a.png", png).add("a.json", "[".repeat(100_000))), "is no JSON");
    assertRefused(
        tar(new Tars().add("a.png", png).add("a.json", "{\"label\": 1.5}")), "'1.5'", "number");
    assertRefused(
        tar(new Tars().add("a.png", png).add("a.json", "{\"label\": null}")), "'null'", "number");
  }

  @Test
  void classesThatDoNotFit() throws IOException {
    Path file = tar(new Tars().sample("a", 2, 1));
    Path names = Files.writeString(root.resolve("classes.txt"), "cat\ndog\n");
    assertRefused(file, "a.png", "label is 2", "0 to 1", names.toString());
    Files.writeString(names, "cat\ncat\ndog\n");
    assertRefused(file, names.toString(), "twice");
    Files.writeString(names, "");
    assertRefused(file, names.toString(), "no class names");
    Files.write(names, new byte[] {(byte) 0xff, 1});
    assertRefused(file, names.toString(), "UTF-8");
  }

  @Test
  void membersThatComeTwice() throws IOException {
    assertRefused(
        tar(new Tars().sample("a", 0, 1).sample("b", 1, 2).sample("a", 0, 3)), "'a'", "before");
    assertRefused(tar(new Tars().sample("a", 0, 1).sample("a", 0, 3)), "a.cls comes twice");
    assertRefused(
        tar(new Tars().sample("a", 0, 1).add("a.jpg", Tars.png(2))), "a.jpg follows a.png", "one");
    assertRefused(tar(new Tars().sample("a", 0, 1).add("a.cls.txt", "2")), "a.cls.txt", "one");
  }

  @Test
  void imagesThatAreNone() throws IOException {
    assertRefused(tar(new Tars().add("a.cls", "0").add("a.png", "GIF89a")), "a.png", "47 49 46");
    assertRefused(tar(new Tars().add("a.cls", "0").add("a.png", "")), "a.png", "0 bytes");
    byte[] cut = Arrays.copyOf(Tars.png(3), 60);
    assertRefused(
        tar(new Tars().sample("a", 0, 1).add("b.cls", "0").add("b.png", cut)),
        "b.png",
        "truncated");
  }

  @Test
  void cutAtEveryBlock() throws IOException {
    byte[] whole = new Tars().sample("a", 0, 1).sample("b", 1, 2).bytes();
    int data = 8 * 512; // two headers and two blocks of data a sample
    for (int length = 1; length <= data; length += 511) {
      assertRefused(Files.write(root.resolve("x.tar"), Arrays.copyOf(whole, length)), "x.tar");
    }
    for (int length = 512; length <= data; length += 512) {
      assertRefused(Files.write(root.resolve("x.tar"), Arrays.copyOf(whole, length)), "cut short");
    }
  }

  @Test
  void cutWhileItIsRead() throws IOException {
    Path file = tar(new Tars().sample("a", 0, 1).sample("b", 1, 2));
    try (WebDatasetSource source = WebDatasetSource.open(file, Optional.empty())) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 3000));
      var thrown =
          assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 1, new byte[48]));
      assertTrue(thrown.getMessage().contains("was changed"), thrown.getMessage());
    }
  }

  @Test
  void headersThatLie() throws IOException {
    byte[] whole = new Tars().sample("a", 0, 1).bytes();
    for (String size : new String[] {"77777777777", "-0000000001", "0000010000x"}) {
      byte[] lying = whole.clone();
      System.arraycopy(size.getBytes(StandardCharsets.US_ASCII), 0, lying, 1024 + 124, 11);
      mendChecksum(lying, 1024);
      assertRefused(Files.write(root.resolve("x.tar"), lying), "x.tar");
    }
    byte[] binary = whole.clone(); // base 256: as many bytes as a long can count, and below 0
    binary[1024 + 124] = (byte) 0x80;
    ByteBuffer.wrap(binary).putLong(1024 + 124 + 4, Long.MAX_VALUE);
    mendChecksum(binary, 1024);
    assertRefused(Files.write(root.resolve("x.tar"), binary), "x.tar");
    binary[1024 + 124] = (byte) 0xff;
    ByteBuffer.wrap(binary).putLong(1024 + 124 + 4, -5);
    mendChecksum(binary, 1024);
    assertRefused(Files.write(root.resolve("x.tar"), binary), "x.tar");
    assertRefused(Files.writeString(root.resolve("x.tar"), "<html>".repeat(500)), "x.tar");
    assertRefused(Files.write(root.resolve("x.tar"), new byte[0]), "x.tar");
  }

  @Test
  void damagedCompression() throws IOException {
    Path file = new Tars().sample("a", 0, 1).write(root.resolve("x.tar.gz"));
    byte[] bytes = Files.readAllBytes(file);
    assertRefused(Files.write(file, Arrays.copyOf(bytes, bytes.length - 4)), "x.tar.gz", "damaged");
    bytes[bytes.length - 6] ^= 1; // of the checksum
    assertRefused(Files.write(file, bytes), "x.tar.gz", "damaged");
    assertRefused(Files.writeString(file, "no gzip"), "x.tar.gz", "damaged");
  }

  /** Some MB that unpack to a name of 1 GB, which the tar reader would keep in memory. */
  @Test
  void nameOfGigabytes() throws IOException {
    byte[] header = Arrays.copyOf(new Tars().add("a.png", "1").bytes(), 512);
    header[156] = 'L'; // GNU's long name
    System.arraycopy("10000000000".getBytes(StandardCharsets.US_ASCII), 0, header, 124, 11);
    mendChecksum(header, 0);
    Path file = root.resolve("x.tar.gz");
    byte[] zeros = new byte[1 << 20];
    Arrays.fill(zeros, (byte) 'n');
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      for (int i = 0; i < 1024; i++) {
        out.write(zeros);
      }
    }
    assertRefused(file, "x.tar.gz", "header", "limit");
  }

  private static void mendChecksum(byte[] tar, int at) {
    Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = at; i < at + 512; i++) {
      sum += tar[i] & 0xff;
    }
    byte[] text = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, tar, at + 148, 8);
  }
}
