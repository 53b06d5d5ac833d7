package io.github.imagefeed.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Numbers as people read them: three significant digits, decimal point, commas between thousands.
 * Methods named after a quantity add its unit; {@link #plain}, {@link #megabytes} and {@link
 * #percent} are for table columns, whose header has the unit.
 */
public final class Figures {

  private static final int DIGITS = 3;

  /** Beyond this many decimals a figure says nothing: a microsecond, a millionth of a loss. */
  private static final int MOST_DECIMALS = 6;

  /** From here on digits cannot be counted at a glance, and 300 of them fit no column. */
  private static final double LONGEST = 1e15;

  private Figures() {}

  /** Three significant digits: {@code 0.0213}, {@code 74.2}, {@code 2,350,000}. */
  public static String plain(double value) {
    return format(value, DIGITS, 0, MOST_DECIMALS);
  }

  /** Two significant digits, for estimates: {@code 48}. */
  public static String about(double value) {
    return format(value, 2, 0, MOST_DECIMALS);
  }

  /** A value that is round by itself, without zeros at its end: {@code 0.5}, {@code 10}. */
  public static String round(double value) {
    if (!(Math.abs(value) < LONGEST)) {
      return plain(value);
    }
    BigDecimal shown =
        new BigDecimal(value).setScale(MOST_DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, shown.scale()) + "f", shown);
  }

  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Seconds, or milliseconds where there is less than one: {@code 0.0213 s}, {@code 0.213 ms}. */
  public static String seconds(double seconds) {
    boolean tiny = seconds != 0 && Math.abs(seconds) < 1e-3;
    return tiny ? plain(seconds * 1e3) + " ms" : plain(seconds) + " s";
  }

  /** Millions of bytes; sizes are exact, so one decimal is always kept: {@code 156.8}. */
  public static String megabytes(double bytes) {
    return format(bytes / 1e6, DIGITS, 1, MOST_DECIMALS);
  }

  /** As {@link #megabytes}, with unit: {@code 156.8 MB}. */
  public static String bytes(double bytes) {
    return megabytes(bytes) + " MB";
  }

  /** A share of 1 in percent, one or two decimals: {@code 0.42}, {@code 81.3}. */
  public static String percent(double share) {
    return format(share * 100, DIGITS, 1, 2);
  }

  /** As {@link #percent}, with sign: {@code 0.42 %}. */
  public static String share(double share) {
    return percent(share) + " %";
  }

  /** A quotient of two times: {@code 1.31 ×}. */
  public static String ratio(double ratio) {
    return plain(ratio) + " ×";
  }

  /** Something per second: {@code 2,350,000/s}. */
  public static String rate(double perSecond) {
    return plain(perSecond) + "/s";
  }

  private static String format(double value, int digits, int leastDecimals, int mostDecimals) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (Math.abs(value) >= LONGEST) {
      return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
    }
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
    int whole = rounded.signum() == 0 ? 1 : rounded.precision() - rounded.scale();
    int decimals = Math.max(leastDecimals, Math.min(mostDecimals, digits - whole));
    BigDecimal shown = leastDecimals > 0 ? exact : rounded;
    return String.format(
        Locale.ROOT, "%,." + decimals + "f", shown.setScale(decimals, RoundingMode.HALF_UP));
  }
}
