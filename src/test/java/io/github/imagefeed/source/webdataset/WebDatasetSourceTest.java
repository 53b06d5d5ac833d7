package io.github.imagefeed.source.webdataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.image.ClassNames;
import io.github.imagefeed.image.ImageShape;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebDatasetSourceTest {

  private static final Optional<ImageSize> AS_THEY_ARE = Optional.empty();

  @TempDir Path root;

  @Test
  void readsShardsInTheOrderOfTheirNames() throws IOException {
    shard("set-000001.tar", 2, 30);
    shard("set-000000.tar", 3, 10);
    Files.writeString(root.resolve("notes.txt"), "not a shard");
    Files.writeString(root.resolve(".set-000002.tar"), "hidden");
    try (WebDatasetSource source = WebDatasetSource.open(root, AS_THEY_ARE)) {
      assertEquals(ClassNames.of("0", "1", "2"), source.classes());
      assertEquals(ImageShape.rgb(4, 4), source.shape());
      assertEquals(List.of("0:10", "1:11", "2:12", "0:30", "1:31"), contents(source, Split.TRAIN));
      assertEquals(0, source.size(Split.TEST));
      assertTrue(source.description().contains(root.toString()), source.description());
    }
  }

  @Test
  void takesSplitsFromTheNames() throws IOException {
    shard("train-0.tar", 2, 10);
    shard("val-0.tar", 1, 20);
    assertEquals(List.of("0:20"), contents(root, Split.TEST));
    shard("cifar_test.tar", 1, 30);
    assertEquals(List.of("0:30"), contents(root, Split.TEST));
    assertEquals(List.of("0:10", "1:11"), contents(root, Split.TRAIN));
  }

  @Test
  void takesSplitsFromFolders() throws IOException {
    shard("train/0.tar", 2, 10);
    shard("train/1.tar", 1, 12);
    shard("test/0.tar", 1, 30);
    Files.writeString(root.resolve("classnames.txt"), "cat\ndog\n");
    try (WebDatasetSource source = WebDatasetSource.open(root, AS_THEY_ARE)) {
      assertEquals(ClassNames.of("cat", "dog"), source.classes());
      assertEquals(List.of("0:10", "1:11", "0:12"), contents(source, Split.TRAIN));
      assertEquals(List.of("0:30"), contents(source, Split.TEST));
    }
  }

  @Test
  void expandsBraces() throws IOException {
    shard("a-08.tar", 1, 8);
    shard("a-09.tar", 1, 9);
    shard("a-10.tar", 1, 10);
    shard("b-10.tar", 1, 110);
    assertEquals(List.of("0:9", "0:10"), contents(root.resolve("a-{09..10}.tar"), Split.TRAIN));
    assertEquals(List.of("0:10", "0:110"), contents(root.resolve("{a,b}-10.tar"), Split.TRAIN));
    Path missing = root.resolve("a-{09..11}.tar");
    var thrown =
        assertThrows(NoSuchFileException.class, () -> WebDatasetSource.open(missing, AS_THEY_ARE));
    assertTrue(thrown.getMessage().contains("a-11.tar"), thrown.getMessage());
  }

  @Test
  void readsLabelsFromEachPlace() throws IOException {
    new Tars()
        .add("LICENSE", "no sample")
        .add("info.json", "{\"name\": \"no sample\"}")
        .add("a.json", "{\"label\": 7}")
        .add("a.cls", " 1\n")
        .add("a.png", Tars.png(1))
        .add("b.PNG", Tars.png(2))
        .add("b.json", "{\"caption\": \"b\", \"label\": 2}")
        .add("b.__key__", "ignored")
        .add("deep/er.dir/c.cls.txt", "3")
        .add("deep/er.dir/c.png", Tars.png(3))
        .add("deep/er.dir/._c.png", "resource fork")
        .write(root.resolve("x.tar"));
    assertEquals(List.of("1:1", "2:2", "3:3"), contents(root, Split.TRAIN));
  }

  @Test
  void readsAnyOrderOfPlainAndCompressedShards() throws IOException {
    for (String name : List.of("plain/x.tar", "packed/x.tar.gz", "packed2/x.tgz")) {
      Path file = shard(name, 20, 100);
      byte[] pixels = new byte[48];
      try (WebDatasetSource source = WebDatasetSource.open(file, AS_THEY_ARE)) {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
          int index = random.nextInt(20);
          assertEquals(index, source.read(Split.TRAIN, index, pixels), name);
          assertEquals(100 + index, pixels[47] & 0xff, name);
        }
      }
    }
  }

  @Test
  void resizesOrRefusesOtherSizes() throws IOException {
    Path file =
        new Tars()
            .sample("a", 0, 7)
            .add("b.cls", "1")
            .add("b.png", Tars.image(3, 5, 9))
            .write(root.resolve("x.tar"));
    try (WebDatasetSource source = WebDatasetSource.open(file, AS_THEY_ARE)) {
      var thrown =
          assertThrows(SourceException.class, () -> source.read(Split.TRAIN, 1, new byte[48]));
      assertEquals(
          file
              + ": b.png: image is 3x5 (height x width), expected 4x4 as in the first image "
              + file
              + ": a.png; give --size HEIGHTxWIDTH to resize all images",
          thrown.getMessage());
    }
    try (WebDatasetSource source = WebDatasetSource.open(file, Optional.of(new ImageSize(2, 6)))) {
      assertEquals(ImageShape.rgb(2, 6), source.shape());
      assertEquals(List.of("0:7", "1:9"), contents(source, Split.TRAIN));
    }
  }

  @Test
  void readsLongNames() throws IOException {
    Path file = new Tars().sample("x".repeat(300), 4, 5).write(root.resolve("x.tar"));
    assertEquals(List.of("4:5"), contents(file, Split.TRAIN));
  }

  @Test
  void passesOverLinksAndFolders() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("l.png", TarArchiveEntry.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    new Tars()
        .add(new TarArchiveEntry("f.png/"), new byte[0])
        .add(link, new byte[0])
        .sample("a", 0, 7)
        .write(root.resolve("x.tar"));
    assertEquals(List.of("0:7"), contents(root, Split.TRAIN));
  }

  /** Its labels are those of the old one. */
  @Test
  void refusesShardsThatChangedSinceTheyWereIndexed() throws IOException {
    byte[] pixels = new byte[48];
    for (String end : List.of("tar", "tar.gz")) {
      Path first = shard("x-0." + end, 3, 10);
      Path second = shard("x-1." + end, 3, 20);
      FileTime time = Files.getLastModifiedTime(second);
      try (WebDatasetSource source = WebDatasetSource.open(root, AS_THEY_ARE)) {
        assertEquals(0, source.read(Split.TRAIN, 0, pixels));
        shard("new." + end, 3, 30);
        Files.setLastModifiedTime(root.resolve("new." + end), time);
        Files.move(root.resolve("new." + end), second, StandardCopyOption.REPLACE_EXISTING);
        assertRefuses(source, 3, second); // another file
        assertEquals(1, source.read(Split.TRAIN, 1, pixels));
        shard("x-0." + end, 3, 40);
        Files.setLastModifiedTime(first, FileTime.fromMillis(time.toMillis() + 1000));
        assertRefuses(source, 2, first); // written to while it was open
        Files.delete(second);
        assertThrows(IOException.class, () -> source.read(Split.TRAIN, 3, pixels));
      }
      Files.delete(first);
    }
  }

  private static void assertRefuses(WebDatasetSource source, int index, Path shard) {
    var thrown =
        assertThrows(SourceException.class, () -> source.read(Split.TRAIN, index, new byte[48]));
    assertTrue(thrown.getMessage().contains(shard + ": was changed"), thrown.getMessage());
  }

  @Test
  void recognisesShards() throws IOException {
    assertFalse(WebDatasetSource.recognises(root));
    assertFalse(WebDatasetSource.recognises(root.resolve("x.tar")));
    Path other = new Tars().add("data_batch_1.bin", "CIFAR").write(root.resolve("b/x.tar.gz"));
    assertFalse(WebDatasetSource.recognises(other));
    assertTrue(WebDatasetSource.recognises(shard("x.tar", 1, 1)));
    assertTrue(WebDatasetSource.recognises(shard("y.tar.gz", 1, 1)));
    assertTrue(WebDatasetSource.recognises(root));
    assertTrue(WebDatasetSource.recognises(root.resolve("x-{0..9}.tar")));
    assertFalse(WebDatasetSource.recognises(root.resolve("x-{0..9}")));
  }

  @Test
  void refusesOtherIndicesAndReadingAfterClose() throws IOException {
    byte[] pixels = new byte[48];
    WebDatasetSource source = WebDatasetSource.open(shard("x.tar", 1, 1), AS_THEY_ARE);
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, 1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TRAIN, -1, pixels));
    assertThrows(IndexOutOfBoundsException.class, () -> source.read(Split.TEST, 0, pixels));
    source.close();
    assertThrows(IllegalStateException.class, () -> source.read(Split.TRAIN, 0, pixels));
  }

  /** Samples labelled 0 and so on, told by their blue. */
  private Path shard(String name, int samples, int blue) throws IOException {
    Tars tar = new Tars();
    for (int i = 0; i < samples; i++) {
      tar.sample(String.format("%04d", i), i, blue + i);
    }
    return tar.write(root.resolve(name));
  }

  private static List<String> contents(Path path, Split split) throws IOException {
    try (WebDatasetSource source = WebDatasetSource.open(path, AS_THEY_ARE)) {
      return contents(source, split);
    }
  }

  /** Label and blue of each image. */
  private static List<String> contents(WebDatasetSource source, Split split) throws IOException {
    byte[] pixels = new byte[source.shape().bytes()];
    List<String> contents = new ArrayList<>();
    for (int i = 0; i < source.size(split); i++) {
      int label = source.read(split, i, pixels);
      contents.add(label + ":" + (pixels[pixels.length - 1] & 0xff));
    }
    return contents;
  }
}
