package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.imagefeed.fuzz.Hostile;
import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups of three images. */
final class GroupsFuzzTest {

  private static final int IMAGES = 3;

  @TempDir static Path folder;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "group\na\nb\na\n",
            "\ufefffile,group\r\n1.png,\"a, \"\"b\"\"\"\r\n2.png,é\r\n3.png,\"x\ny\"\r\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    Path file = Files.write(folder.resolve("groups.csv"), data);
    Hostile.read(SourceException.class, file.toString(), () -> Groups.read(file, IMAGES))
        .ifPresent(
            groups -> {
              assertEquals(IMAGES, groups.length);
              int next = 0;
              for (int group : groups) {
                assertTrue(group >= 0 && group <= next, "group " + group + " before " + next);
                next = Math.max(next, group + 1);
              }
            });
  }
}
