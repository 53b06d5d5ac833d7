package io.github.imagefeed.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.imagefeed.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupsTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("groups.csv"), text);
  }

  @Test
  void numbersNamesAsTheyAppear() throws IOException {
    int[] expected = {0, 1, 0, 2};
    assertArrayEquals(expected, Groups.read(file("group\nzoe\nadam\nzoe\n 7\n"), 4));
    assertArrayEquals(
        expected,
        Groups.read(file("\ufefffile,group\r\na.png,\"x,\ny\"\r\nb,ö\r\nc,\"x,\ny\"\r\nd,z"), 4));
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    refuses("", "line 1: found the columns [], expected one named 'group'");
    refuses("Group\na\n", "line 1: found the columns [Group]");
    refuses("group\na\nb\n", "groups.csv: ends at line 3 with groups for 2 images", "each of 3");
    refuses("group\na\nb\nc\nd\n", "line 5: a group for more than the 3 images");
    refuses("group\na\n \nc\n", "line 3: no group for image 1");
    refuses("group\na\n\nc\n", "line 3: no group for image 1");
    refuses("file,group\na,b\nc\n", "line 3: no group for image 1");
    refuses("group\na\n\"b\"c\nd\n", "groups.csv: not ");
    refuses("group\n\"a\nb\nc\n", "groups.csv: not ");
    Files.write(file(""), "group\ngrün\na\nb\n".getBytes(StandardCharsets.ISO_8859_1));
    refuses("groups.csv: not UTF-8");
    assertThrows(NoSuchFileException.class, () -> Groups.read(folder.resolve("none"), 3));
  }

  private void refuses(String text, String word, String... words) throws IOException {
    file(text);
    refuses(word);
    for (String another : words) {
      refuses(another);
    }
  }

  private void refuses(String words) {
    String message =
        assertThrows(SourceException.class, () -> Groups.read(folder.resolve("groups.csv"), 3))
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
