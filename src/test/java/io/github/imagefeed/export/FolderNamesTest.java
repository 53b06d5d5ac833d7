package io.github.imagefeed.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.imagefeed.image.ClassNames;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FolderNamesTest {

  @Test
  void ordinaryNamesStay() {
    List<String> names = List.of("airplane", "größe", "a b", "n01440764", "x.y", "猫");
    assertEquals(names, FolderNames.of(new ClassNames(names)));
  }

  @Test
  void othersAreEncoded() {
    assertEquals(
        List.of(
            "%2E%2E", "a%2Fb", "%4Eul.txt", "%6EUL", "cat", "%43at", "%63AT", "50 %25", "end%20"),
        FolderNames.of(
            ClassNames.of("..", "a/b", "Nul.txt", "nUL", "cat", "Cat", "cAT", "50 %", "end ")));
  }

  /** Decoding gives each back, and no two are one folder where case does not count. */
  @Test
  void namesComeBack() {
    Random random = new Random(4);
    String letters = "aAbB./\\:%+ \t\u0001é猫\uD83D\uDE00";
    for (int round = 0; round < 300; round++) {
      Set<String> names = new HashSet<>();
      while (names.size() < 20) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
          int at = random.nextInt(letters.codePointCount(0, letters.length()));
          name.appendCodePoint(letters.codePointAt(letters.offsetByCodePoints(0, at)));
        }
        if (!name.toString().isBlank()) {
          names.add(name.toString());
        }
      }
      ClassNames classes = new ClassNames(new ArrayList<>(names));
      Set<String> folders = new HashSet<>();
      for (int label = 0; label < classes.size(); label++) {
        String folder = FolderNames.of(classes).get(label);
        folders.add(folder.toLowerCase(Locale.ROOT));
        String decoded = URLDecoder.decode(folder.replace("+", "%2B"), StandardCharsets.UTF_8);
        assertEquals(classes.name(label), decoded);
      }
      assertEquals(classes.size(), folders.size(), classes.toString());
    }
  }

  @Test
  void longNamesAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> FolderNames.of(ClassNames.of("x".repeat(256))));
    assertEquals(255, FolderNames.of(ClassNames.of("x".repeat(255))).get(0).length());
  }
}
