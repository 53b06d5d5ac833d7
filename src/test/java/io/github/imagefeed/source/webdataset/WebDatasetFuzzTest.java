package io.github.imagefeed.source.webdataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.ImageSize;
import io.github.imagefeed.source.SourceException;
import io.github.imagefeed.source.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The first byte says whether the others are a shard, compressed, or to be compressed. */
final class WebDatasetFuzzTest {

  @TempDir static Path folder;

  static Stream<byte[]> seeds() throws IOException {
    byte[] tar =
        new Tars()
            .sample("a/b", 1, 9)
            .add("c.json", "{\"label\": 2}")
            .add("c.png", Tars.png(3))
            .bytes();
    byte[] longName = new Tars().sample("n".repeat(200), 1, 9).bytes();
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(tar);
    }
    return Stream.of(
        with(0, tar), with(0, longName), with(1, zipped.toByteArray()), with(2, longName));
  }

  private static byte[] with(int first, byte[] rest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(first);
    out.writeBytes(rest);
    return out.toByteArray();
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    Path file = folder.resolve(data[0] % 3 == 0 ? "x.tar" : "x.tar.gz");
    try (OutputStream plain = Files.newOutputStream(file);
        OutputStream out = data[0] % 3 == 2 ? new GZIPOutputStream(plain) : plain) {
      out.write(data, 1, data.length - 1);
    }
    // Some images may be damaged and others not: each is read for itself.
    Optional<Integer> size =
        Hostile.read(SourceException.class, file.toString(), () -> visit(file, 0));
    for (int i = 0; size.isPresent() && i < size.get(); i++) {
      int index = i;
      var unused = Hostile.read(SourceException.class, file.toString(), () -> visit(file, index));
    }
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(0, all.filter(each -> !isOurs(each)).count(), "nothing is written");
    }
  }

  private static boolean isOurs(Path file) {
    return Arrays.asList("x.tar", "x.tar.gz").contains(file.getFileName().toString());
  }

  private static int visit(Path file, int index) throws IOException {
    try (WebDatasetSource source = WebDatasetSource.open(file, Optional.of(new ImageSize(3, 5)))) {
      if (index < source.size(Split.TRAIN)) {
        int label = source.read(Split.TRAIN, index, new byte[source.shape().bytes()]);
        if (!source.classes().contains(label)) {
          throw new AssertionError("label " + label + " of " + source.classes().size());
        }
      }
      return source.size(Split.TRAIN);
    }
  }
}
