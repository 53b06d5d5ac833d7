package io.github.imagefeed.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fields of a JSON object, each read as the kind that is expected. Failures say where, what was
 * found and what was expected.
 */
final class JsonFields {

  private static final int QUOTED_AT_MOST = 40;

  private final String where;
  private final JsonObject object;

  private JsonFields(String where, JsonObject object) {
    this.where = where;
    this.object = object;
  }

  /** The element as an object; {@code where} is the file and the place in it. */
  static JsonFields of(JsonElement element, String where) throws IOException {
    if (!element.isJsonObject()) {
      throw unexpected(where, element, "an object");
    }
    return new JsonFields(where, element.getAsJsonObject());
  }

  JsonFields object(String name) throws IOException {
    return of(required(name, "an object"), where(name));
  }

  JsonArray array(String name) throws IOException {
    JsonElement element = required(name, "an array");
    if (!element.isJsonArray()) {
      throw unexpected(where(name), element, "an array");
    }
    return element.getAsJsonArray();
  }

  String string(String name) throws IOException {
    return string(required(name, "a string"), where(name));
  }

  /** As {@link #string}, or the empty string if there is no such field. */
  String stringOrEmpty(String name) throws IOException {
    return object.has(name) ? string(name) : "";
  }

  /** The strings of an array, or none if there is no such field. */
  List<String> stringsOrEmpty(String name) throws IOException {
    List<String> strings = new ArrayList<>();
    if (object.has(name)) {
      for (JsonElement element : array(name)) {
        strings.add(string(element, where(name + "[" + strings.size() + "]")));
      }
    }
    return strings;
  }

  /** The object's fields, all of which must be strings, or none if there is no such object. */
  Map<String, String> objectOrEmpty(String name) throws IOException {
    return object.has(name) ? object(name).strings() : Map.of();
  }

  /** Every field, all of which must be strings. */
  Map<String, String> strings() throws IOException {
    Map<String, String> strings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> field : object.entrySet()) {
      strings.put(field.getKey(), string(field.getValue(), where(field.getKey())));
    }
    return strings;
  }

  /** Place of a field, for messages. */
  String where(String name) {
    return where + (where.endsWith(":") ? " " : ".") + name;
  }

  static IOException unexpected(String where, JsonElement found, String expected) {
    String text = found.toString();
    String shown = text.length() <= QUOTED_AT_MOST ? text : text.substring(0, 37) + "...";
    return new IOException(where + " is " + shown + ", expected " + expected);
  }

  private static String string(JsonElement element, String where) throws IOException {
    if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
      throw unexpected(where, element, "a string");
    }
    return element.getAsString();
  }

  private JsonElement required(String name, String expected) throws IOException {
    return Optional.ofNullable(object.get(name))
        .orElseThrow(() -> new IOException(where(name) + " is missing, expected " + expected));
  }
}
