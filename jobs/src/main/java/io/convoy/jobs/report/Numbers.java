package io.convoy.jobs.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as people read them. */
public final class Numbers {

  private static final int MOST_ITEMS = 8;

  private Numbers() {}

  /** Returns about four digits of a number; a short list as its items, a long one as its ends. */
  public static String brief(Object value) {
    if (value instanceof List<?> list) {
      return list.size() <= MOST_ITEMS
          ? list.stream().map(Numbers::brief).collect(Collectors.joining(", "))
          : brief(list.subList(0, 2))
              + ", ... "
              + brief(list.get(list.size() - 1))
              + " ("
              + list.size()
              + ")";
    }
    return value instanceof Number number ? digits(number, 4) : String.valueOf(value);
  }

  /** Returns seven digits of a number, all of an integer. */
  public static String precise(Number value) {
    return digits(value, 7);
  }

  private static String digits(Number value, int digits) {
    double number = value.doubleValue();
    if (value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    if (number == 0 || !Double.isFinite(number)) {
      return number == 0 ? "0" : String.valueOf(number);
    }
    double size = Math.abs(number);
    if (size >= 1e-3 && size < 1e7) {
      int decimals = Math.max(0, digits - 1 - (int) Math.floor(Math.log10(size)));
      String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", number).split("e", 2);
    return parts[0].replaceAll("0+$", "").replaceAll("\\.$", "") + "e" + Integer.parseInt(parts[1]);
  }
}
