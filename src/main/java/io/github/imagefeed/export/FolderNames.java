package io.github.imagefeed.export;

import io.github.imagefeed.image.ClassNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of classes as names of folders that every file system takes, also one that tells no upper
 * from lower case. What cannot stay is percent-encoded as in a URL, so decoding gives the name back
 * ({@code urllib.parse.unquote} in Python); ordinary names stay as they are.
 */
final class FolderNames {

  private static final int MAX_BYTES = 255;

  private static final String FORBIDDEN = "%/\\:*?\"<>|";

  /** Devices on Windows, whatever follows a dot. */
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);

  private FolderNames() {}

  /**
   * One folder a class, by label.
   *
   * @throws IllegalArgumentException if a name is too long for a file system
   */
  static List<String> of(ClassNames classes) {
    Set<String> seen = new HashSet<>();
    List<String> folders = new ArrayList<>();
    for (String name : classes.names()) {
      int escaped = DEVICE.matcher(name).matches() ? 1 : 0;
      String folder = encode(name, escaped);
      while (!seen.add(folder.toLowerCase(Locale.ROOT))) {
        folder = encode(name, ++escaped); // differs in its case only, which escapes keep
      }
      folders.add(requireShort(folder, name));
    }
    return folders;
  }

  /** Encodes the first characters in any case, others where they must be. */
  private static String encode(String name, int first) {
    StringBuilder folder = new StringBuilder();
    int[] characters = name.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      String character = Character.toString(characters[i]);
      boolean last = i == characters.length - 1;
      if (i < first || mustGo(characters[i], i == 0, last)) {
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
          folder.append(String.format(Locale.ROOT, "%%%02X", b));
        }
      } else {
        folder.append(character);
      }
    }
    return folder.toString();
  }

  /** A dot in front hides a folder; Windows drops dots and spaces at the end. */
  private static boolean mustGo(int character, boolean first, boolean last) {
    return Character.isISOControl(character)
        || FORBIDDEN.indexOf(character) >= 0
        || (character == '.' && (first || last))
        || (character == ' ' && last);
  }

  private static String requireShort(String folder, String name) {
    int bytes = folder.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "the folder of class '"
              + name
              + "' would have a name of "
              + bytes
              + " bytes, at most "
              + MAX_BYTES
              + " are possible; choose a target that is no folders");
    }
    return folder;
  }
}
