package io.github.imagefeed.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class DurationConverterTest {

  @Test
  void takesSecondsMinutesAndHours() {
    DurationConverter converter = new DurationConverter();
    assertEquals(Duration.ofSeconds(90), converter.convert("90s"));
    assertEquals(Duration.ofMinutes(10), converter.convert("10m"));
    assertEquals(Duration.ofHours(2), converter.convert("2h"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0m", "-5m", "1.5h", "10 m", "m", "9999999s"})
  void refusesWhatIsNoTime(String text) {
    TypeConversionException refusal =
        assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
    assertEquals(
        "'" + text + "' is not a time, expected a number with s, m or h, as in 90s or 10m",
        refusal.getMessage());
  }
}
