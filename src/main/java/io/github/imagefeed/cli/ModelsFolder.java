package io.github.imagefeed.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folder {@code models}, where runs and experiments have their names. */
final class ModelsFolder {

  static final Path PATH = Path.of("models");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._+-]*");

  private ModelsFolder() {}

  /**
   * The folder of a name.
   *
   * @param name what the user said, which may be nothing
   * @param kind begins the name that is made of the time then, and that nothing has yet
   */
  static Path place(Optional<String> name, String kind) {
    String chosen =
        name.orElseGet(
            () -> free(PATH, kind + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(TIME)));
    if (!NAME.matcher(chosen).matches()) {
      throw new IllegalArgumentException(
          "--name is '"
              + chosen
              + "', expected a name without folders, of letters, digits and . _ + - behind the first"
              + " letter or digit");
    }
    return PATH.resolve(chosen);
  }

  /**
   * The name itself, or with {@code -2}, {@code -3}, …: a second may come twice, once a year by
   * daylight saving alone, and {@code --overwrite} is not meant for the run that it named first.
   */
  static String free(Path folder, String name) {
    String chosen = name;
    for (int run = 2; Files.exists(folder.resolve(chosen)); run++) {
      chosen = name + "-" + run;
    }
    return chosen;
  }

  /** What a name or a folder means: names are looked for here first. */
  static Path find(Path named) {
    return named.getNameCount() == 1 && !Files.exists(named) ? PATH.resolve(named) : named;
  }

  /** As {@link #find} takes it. */
  static Path shortName(Path place) {
    return PATH.equals(place.getParent()) ? place.getFileName() : place;
  }
}
