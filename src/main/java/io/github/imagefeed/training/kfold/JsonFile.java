package io.github.imagefeed.training.kfold;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.imagefeed.store.StoreException;
import io.github.imagefeed.store.Trees;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** Records as files of JSON. */
final class JsonFile {

  private static final long MAX_BYTES = 1 << 26;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private JsonFile() {}

  /** Writes the file beside its name, then renames it. */
  static void write(Path file, Object value) throws IOException {
    Trees.replace(file, GSON.toJson(value));
  }

  /**
   * Reads the file.
   *
   * @param remedy what to do where it is damaged; may be empty
   * @throws StoreException if it is damaged; the message names it and says what is wrong
   */
  static <T> T read(Path file, Class<T> type, String remedy) throws IOException {
    T value;
    try {
      value = GSON.fromJson(Trees.text(file, MAX_BYTES), type);
    } catch (CharacterCodingException e) {
      throw damaged(file, remedy, "no text in UTF-8", e);
    } catch (RuntimeException e) {
      // Gson hides what a record's constructor throws inside a RuntimeException of its own.
      throw damaged(file, remedy, innermost(e), e);
    }
    if (value == null) {
      throw damaged(file, remedy, "it is empty", null);
    }
    return value;
  }

  static StoreException damaged(Path file, String remedy, String what, Throwable cause) {
    return new StoreException(
        file + ": damaged" + (remedy.isEmpty() ? "" : ", " + remedy) + ": " + what, cause);
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
