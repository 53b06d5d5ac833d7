package io.github.imagefeed.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunInfo;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A run as a JSON file, UTF-8.
 *
 * <pre>{@code
 * {"run": {"command": "compare", "started": "…", "dataset": {…}, "machine": {…},
 *          "versions": {…}, "options": {…}},
 *  "notes": ["…", …],
 *  "measurements": [{"name": "epoch_load", "format": "lmdb", "order": "shuffled",
 *                    "settings": {"workers": "2", …}, "unit": "s",
 *                    "samples": [0.081, …], "median": …, "min": …, "max": …}, …]}
 * }</pre>
 *
 * <ul>
 *   <li>{@code order}, {@code settings} and {@code notes} are left out where they are empty.
 *   <li>Samples that JSON has no number for are the strings {@code NaN}, {@code Infinity} and
 *       {@code -Infinity}: a loss that diverged must not cost the rest of the run.
 *   <li>Reading takes {@code samples} and works out the three figures anew; unknown fields are
 *       passed over.
 * </ul>
 */
public final class ResultsJson {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private static final String HINT = "Use JsonReader\\.setStrictness\\(.*?\\) to accept ";

  /** Up to here doubles hold every whole number. */
  private static final double WHOLE_LIMIT = 1L << 53;

  private ResultsJson() {}

  /**
   * Writes the run, replacing the file if there is one; it appears whole or not at all.
   *
   * @throws IOException naming the file
   */
  public static void write(RunResult result, Path file) throws IOException {
    JsonArray measurements = new JsonArray();
    result.measurements().forEach(m -> measurements.add(measurement(m)));
    JsonObject root = new JsonObject();
    root.add("run", run(result.run()));
    if (!result.notes().isEmpty()) {
      JsonArray notes = new JsonArray();
      result.notes().forEach(notes::add);
      root.add("notes", notes);
    }
    root.add("measurements", measurements);
    TextFiles.write(file, GSON.toJson(root) + "\n");
  }

  /**
   * Reads and checks a run.
   *
   * @throws IOException naming the file, what was found in it and what was expected
   */
  public static RunResult read(Path file) throws IOException {
    String text;
    try {
      text = TextFiles.read(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text, expected a run's results.json", e);
    } catch (IOException e) {
      throw new IOException("cannot read results from " + file + ": " + e, e);
    }
    return parse(text, file.toString());
  }

  /**
   * Reads and checks a run.
   *
   * @param text the JSON
   * @param name of where it comes from, for messages
   * @throws IOException with that name, what was found and what was expected
   */
  public static RunResult parse(String text, String name) throws IOException {
    JsonFields root = JsonFields.of(element(text, name), name + ":");
    RunInfo run = run(root.object("run"));
    List<Measurement> measurements = new ArrayList<>();
    for (JsonElement element : root.array("measurements")) {
      String where = root.where("measurements[" + measurements.size() + "]");
      measurements.add(measurement(JsonFields.of(element, where)));
    }
    return new RunResult(run, measurements, root.stringsOrEmpty("notes"));
  }

  private static JsonElement element(String text, String name) throws IOException {
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = GSON.getAdapter(JsonElement.class).read(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("text after the end");
      }
      return element;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new IOException(
          name + " is damaged, expected the JSON of a run's results: " + reason(e), e);
    }
  }

  /** Gson's words without its hint for programmers. */
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst(HINT, "");
  }

  private static JsonObject run(RunInfo run) {
    JsonObject json = new JsonObject();
    json.addProperty("command", run.command());
    json.addProperty("started", run.started());
    json.add("dataset", strings(run.dataset()));
    json.add("machine", strings(run.machine()));
    json.add("versions", strings(run.versions()));
    json.add("options", strings(run.options()));
    return json;
  }

  private static RunInfo run(JsonFields fields) throws IOException {
    return new RunInfo(
        fields.string("command"),
        fields.string("started"),
        fields.object("dataset").strings(),
        fields.object("machine").strings(),
        fields.object("versions").strings(),
        fields.object("options").strings());
  }

  private static JsonObject strings(Map<String, String> map) {
    JsonObject json = new JsonObject();
    map.forEach(json::addProperty);
    return json;
  }

  private static JsonObject measurement(Measurement m) {
    JsonObject json = new JsonObject();
    json.addProperty("name", m.name());
    json.addProperty("format", m.format());
    if (!m.order().isEmpty()) {
      json.addProperty("order", m.order());
    }
    if (!m.settings().isEmpty()) {
      json.add("settings", strings(m.settings()));
    }
    json.addProperty("unit", m.unit());
    JsonArray samples = new JsonArray();
    m.samples().forEach(sample -> samples.add(number(sample)));
    json.add("samples", samples);
    json.add("median", number(m.median()));
    json.add("min", number(m.min()));
    json.add("max", number(m.max()));
    return json;
  }

  private static Measurement measurement(JsonFields fields) throws IOException {
    List<Double> samples = new ArrayList<>();
    JsonArray array = fields.array("samples");
    for (JsonElement element : array) {
      samples.add(number(element, fields.where("samples[" + samples.size() + "]")));
    }
    if (samples.isEmpty()) {
      throw JsonFields.unexpected(fields.where("samples"), array, "at least one number");
    }
    return new Measurement(
        fields.string("name"),
        fields.string("format"),
        fields.stringOrEmpty("order"),
        fields.objectOrEmpty("settings"),
        fields.string("unit"),
        samples);
  }

  private static JsonPrimitive number(double value) {
    if (!Double.isFinite(value)) {
      return new JsonPrimitive(Double.toString(value));
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) <= WHOLE_LIMIT;
    return whole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
  }

  private static double number(JsonElement element, String where) throws IOException {
    if (element.isJsonPrimitive()) {
      JsonPrimitive primitive = element.getAsJsonPrimitive();
      boolean notFinite =
          primitive.isString()
              && List.of("NaN", "Infinity", "-Infinity").contains(primitive.getAsString());
      if (primitive.isNumber() || notFinite) {
        return primitive.getAsDouble();
      }
    }
    throw JsonFields.unexpected(where, element, "a number");
  }
}
