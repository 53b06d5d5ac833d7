package io.github.imagefeed.source.webdataset;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.imagefeed.source.ImageDecoder;
import io.github.imagefeed.source.NumberedClasses;
import io.github.imagefeed.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Members of one sample while they are gathered. */
final class SampleParts {

  private static final List<String> IMAGES = List.of("png", "jpg", "jpeg");
  private static final List<String> LABELS = List.of("cls", "cls.txt");
  private static final String JSON = "json";

  private static final int MAX_LABEL_BYTES = 64;
  private static final int MAX_JSON_BYTES = 1 << 24;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

  private final Path path;
  private final String key;
  private final Set<String> seen = new HashSet<>();
  private Optional<TarMember> image = Optional.empty();

  /** The text of a label and the member that it is from. */
  private record Label(String text, String member) {}

  private Optional<Label> label = Optional.empty();

  /** Only asked where there is no label. */
  private Optional<Label> json = Optional.empty();

  SampleParts(Path path, String key) {
    this.path = path;
    this.key = key;
  }

  /** Whether a member is an image or may have a label; all others are ignored. */
  static boolean counts(TarMember member) {
    String extension = member.extension();
    return isNamed(member)
        && (IMAGES.contains(extension) || LABELS.contains(extension) || extension.equals(JSON));
  }

  /** Not as {@code ._a.png}, which some systems put beside each file. */
  private static boolean isNamed(TarMember member) {
    return !member.key().isEmpty() && !member.key().endsWith("/");
  }

  String key() {
    return key;
  }

  void take(TarMember member, TarMembers members) throws SourceException {
    String extension = member.extension();
    if (!seen.add(extension)) {
      throw new SourceException(path + ": " + member.name() + " comes twice, expected once");
    }
    if (extension.equals(JSON)) {
      json = Optional.of(text(member, members, MAX_JSON_BYTES));
    } else if (LABELS.contains(extension)) {
      requireNone(label.map(Label::member), member, "label");
      label = Optional.of(text(member, members, MAX_LABEL_BYTES));
    } else {
      requireNone(image.map(TarMember::name), member, "image");
      if (member.size() < 1 || member.size() > ImageDecoder.MAX_FILE_BYTES) {
        throw new SourceException(
            path
                + ": "
                + member.name()
                + " has "
                + member.size()
                + " bytes, expected an image of 1 to "
                + ImageDecoder.MAX_FILE_BYTES);
      }
      image = Optional.of(member);
    }
  }

  private void requireNone(Optional<String> before, TarMember member, String what)
      throws SourceException {
    if (before.isPresent()) {
      throw new SourceException(
          path
              + ": "
              + member.name()
              + " follows "
              + before.get()
              + ", expected one "
              + what
              + " a sample");
    }
  }

  private static Label text(TarMember member, TarMembers members, int most) throws SourceException {
    byte[] bytes = members.data(member, most);
    return new Label(new String(bytes, StandardCharsets.UTF_8), member.name());
  }

  /**
   * The sample that the members make up; empty where they are of something else, such as a JSON
   * file without a label.
   */
  Optional<Sample> sample() throws SourceException {
    if (label.isEmpty() && json.isPresent()) {
      label = labelIn(json.get());
    }
    if (image.isEmpty() && label.isEmpty()) {
      return Optional.empty();
    }
    if (image.isEmpty()) {
      throw missing("image", "an image (.png, .jpg or .jpeg) beside " + label.get().member());
    }
    if (label.isEmpty()) {
      throw missing(
          "label", "a .cls, or a .json with a number 'label', beside " + image.get().name());
    }
    TarMember found = image.get();
    return Optional.of(
        new Sample(found.name(), found.offset(), (int) found.size(), number(label.get())));
  }

  private SourceException missing(String what, String expected) {
    return new SourceException(
        path + ": the sample '" + key + "' has no " + what + ", expected " + expected);
  }

  private Optional<Label> labelIn(Label text) throws SourceException {
    JsonElement root;
    try {
      root = JsonParser.parseString(text.text());
    } catch (JsonParseException e) {
      throw new SourceException(path + ": " + text.member() + " is no JSON: " + e.getMessage(), e);
    }
    if (root.isJsonObject() && root.getAsJsonObject().has("label")) {
      JsonElement value = root.getAsJsonObject().get("label");
      String found = value instanceof JsonPrimitive one ? one.getAsString() : value.toString();
      return Optional.of(new Label(found, text.member()));
    }
    return Optional.empty();
  }

  private int number(Label found) throws SourceException {
    String where = path + ": " + found.member();
    String text = found.text().strip();
    if (!NUMBER.matcher(text).matches()) {
      String shown = text.length() > MAX_LABEL_BYTES ? text.substring(0, MAX_LABEL_BYTES) : text;
      throw new SourceException(
          where + ": label is '" + shown + "', expected the number of a class");
    }
    return NumberedClasses.checked(where, Long.parseLong(text));
  }
}
