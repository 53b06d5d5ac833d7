package io.github.imagefeed.report;

import io.github.imagefeed.result.Measurement;
import io.github.imagefeed.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;

/**
 * Raw samples for spreadsheets and data frames: UTF-8, one row per sample, columns {@code
 * name,format,order,settings,unit,sample,value}; samples count from 1 within their measurement,
 * settings are written as in {@code images=1000 size=32x32x3}.
 */
public final class ResultsCsv {

  private ResultsCsv() {}

  /**
   * Writes the samples, replacing the file if there is one; it appears whole or not at all.
   *
   * @throws IOException naming the file
   */
  public static void write(RunResult result, Path file) throws IOException {
    TextFiles.write(file, text(result));
  }

  private static String text(RunResult result) {
    StringBuilder text = new StringBuilder();
    row(text, "name", "format", "order", "settings", "unit", "sample", "value");
    for (Measurement m : result.measurements()) {
      for (int i = 0; i < m.samples().size(); i++) {
        row(
            text,
            m.name(),
            m.format(),
            m.order(),
            Measurement.label("", m.settings()).strip(),
            m.unit(),
            i + 1,
            m.samples().get(i));
      }
    }
    return text.toString();
  }

  // CSVPrinter itself can't be named here: it carries an annotation whose class is not shipped,
  // which javac reports as a warning, and warnings fail the build.
  private static void row(StringBuilder text, Object... cells) {
    text.append(CSVFormat.DEFAULT.format(cells)).append('\n');
  }
}
