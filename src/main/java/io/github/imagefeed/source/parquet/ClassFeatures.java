package io.github.imagefeed.source.parquet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.imagefeed.source.SourceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;

/**
 * Class names that Hugging Face's {@code datasets} writes beside the metadata: JSON under the key
 * {@code huggingface}, in it {@code info.features.COLUMN.names}.
 *
 * @param names of each column that has some
 */
record ClassFeatures(Map<String, List<String>> names) {

  private static final String KEY = "huggingface";

  static ClassFeatures of(Path file, FileMetaData data) throws SourceException {
    Map<String, List<String>> found = new TreeMap<>();
    if (data.isSetKey_value_metadata()) {
      for (KeyValue entry : data.getKey_value_metadata()) {
        if (entry.getKey().equals(KEY) && entry.isSetValue()) {
          features(file, entry.getValue())
              .forEach(
                  (column, feature) -> classNames(feature).ifPresent(n -> found.put(column, n)));
        }
      }
    }
    return new ClassFeatures(found);
  }

  private static Map<String, JsonElement> features(Path file, String text) throws SourceException {
    try {
      JsonElement root = JsonParser.parseString(text);
      return object(root)
          .flatMap(all -> object(all.get("info")))
          .flatMap(info -> object(info.get("features")))
          .map(JsonObject::asMap)
          .orElse(Map.of());
    } catch (JsonParseException e) {
      throw new SourceException(
          file + ": its metadata '" + KEY + "' are no JSON: " + e.getMessage(), e);
    }
  }

  private static Optional<JsonObject> object(JsonElement element) {
    return element instanceof JsonObject object ? Optional.of(object) : Optional.empty();
  }

  private static Optional<List<String>> classNames(JsonElement feature) {
    Optional<JsonElement> names = object(feature).map(one -> one.get("names"));
    if (names.isEmpty() || !(names.get() instanceof JsonArray array)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement name : array) {
      texts.add(name.isJsonPrimitive() ? name.getAsString() : name.toString());
    }
    return Optional.of(List.copyOf(texts));
  }
}
