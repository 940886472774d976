package io.convoy.jobs.select.terms;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the budget the rows with one value of a column get.
 *
 * @param column of the pool
 * @param value as text
 * @param least at least that, if anything is said
 * @param most at most that, if anything is said
 */
public record QuotaSetting(
    String column, String value, Optional<Bound> least, Optional<Bound> most) {

  private static final Pattern FORM = Pattern.compile("([^:]+):(.*)=([^=]*)\\.\\.([^=]*)");

  /**
   * A number in the unit of the budget, or a share of it.
   *
   * @param number not negative
   * @param isShare whether it is one, in 0 to 1
   */
  public record Bound(double number, boolean isShare) {

    /** Returns the number, a share of the budget rounded down or up. */
    public long of(long budget, boolean up) {
      if (!isShare) {
        return (long) number;
      }
      double exact = number * budget;
      return (long) (up ? Math.ceil(exact - 1e-9) : Math.floor(exact + 1e-9));
    }

    static Optional<Bound> parse(String text) {
      String word = text.trim();
      if (word.isEmpty()) {
        return Optional.empty();
      }
      if (word.endsWith("%")) {
        double percent = Double.parseDouble(word.substring(0, word.length() - 1));
        if (!(percent >= 0 && percent <= 100)) {
          throw new NumberFormatException(word);
        }
        return Optional.of(new Bound(percent / 100, true));
      }
      long number = Long.parseLong(word);
      if (number < 0) {
        throw new NumberFormatException(word);
      }
      return Optional.of(new Bound(number, false));
    }
  }

  /**
   * Returns the quota of a text such as {@code source:web=10%..40%}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static QuotaSetting parse(String text) {
    Matcher parts = FORM.matcher(text.trim());
    if (parts.matches()) {
      try {
        Optional<Bound> least = Bound.parse(parts.group(3));
        Optional<Bound> most = Bound.parse(parts.group(4));
        if (least.isPresent() || most.isPresent()) {
          return new QuotaSetting(parts.group(1).trim(), parts.group(2), least, most);
        }
      } catch (NumberFormatException none) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "quota must be COLUMN:VALUE=MIN..MAX, either bound a number >= 0, a share such as 20% or"
            + " left out, got '"
            + text
            + "'");
  }

  @Override
  public String toString() {
    return column + ":" + value;
  }
}
