package io.github.imagefeed.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.OptionalDouble;

/** JSON of this package's records; numbers come back to the bit, those that are none too. */
final class Json {

  /** Of a file: the names of a million classes have room in it. */
  static final long MAX_BYTES = 1 << 26;

  static final Gson GSON =
      new GsonBuilder()
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .serializeSpecialFloatingPointValues()
          .serializeNulls() // or an absent number would come back as no OptionalDouble at all
          .registerTypeAdapter(OptionalDouble.class, new OptionalNumber())
          .create();

  private Json() {}

  /**
   * Reads an object; may be null where the text is empty.
   *
   * @throws JsonParseException if the text is not JSON, or its values are not what the record takes
   */
  static <T> T read(String text, Class<T> type) {
    try {
      return GSON.fromJson(text, type);
    } catch (JsonParseException e) {
      throw e;
    } catch (RuntimeException e) { // Gson wraps what a record's constructor throws in a plain one
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new JsonParseException(String.valueOf(cause.getMessage()), e);
    }
  }

  /** A number or null. */
  private static final class OptionalNumber extends TypeAdapter<OptionalDouble> {

    @Override
    public void write(JsonWriter out, OptionalDouble value) throws IOException {
      if (value.isPresent()) {
        out.value(value.getAsDouble());
      } else {
        out.nullValue();
      }
    }

    @Override
    public OptionalDouble read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return OptionalDouble.empty();
      }
      return OptionalDouble.of(in.nextDouble());
    }
  }
}
