package io.convoy.jobs.select.terms;

import java.util.Locale;

/** How much to select. */
public sealed interface Budget {

  /** So many rows. */
  record Rows(int count) implements Budget {}

  /** A share of the pool, rounded, at least one row. */
  record Share(double share) implements Budget {

    /** Returns the number of rows to select of so many. */
    public long of(long rows) {
      return Math.max(1, Math.round(share * rows));
    }
  }

  /** At most so many tokens. */
  record Tokens(long count) implements Budget {}

  /** As many rows as the targets need, found by folds. */
  record Automatic() implements Budget {}

  /** Returns whether it counts tokens instead of rows. */
  default boolean isInTokens() {
    return this instanceof Tokens;
  }

  /**
   * Returns the budget of a text such as {@code 500}, {@code 5%}, {@code tokens:1000000} or {@code
   * auto}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Budget parse(String text) {
    String word = text.trim().toLowerCase(Locale.ROOT);
    try {
      if (word.equals("auto")) {
        return new Automatic();
      } else if (word.startsWith("tokens:")) {
        long count = Long.parseLong(word.substring("tokens:".length()).trim());
        if (count >= 1) {
          return new Tokens(count);
        }
      } else if (word.endsWith("%")) {
        double percent = Double.parseDouble(word.substring(0, word.length() - 1));
        if (percent > 0 && percent <= 100) {
          return new Share(percent / 100);
        }
      } else {
        int count = Integer.parseInt(word);
        if (count >= 1) {
          return new Rows(count);
        }
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(
        "budget must be a number of rows >= 1, a share above 0% and at most 100%, tokens:N with N"
            + " >= 1, or auto, got '"
            + text
            + "'");
  }
}
