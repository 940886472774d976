package io.convoy.jobs.settings;

/** How many rows to select. */
public sealed interface Budget {

  /** So many. */
  record Rows(int count) implements Budget {
    @Override
    public int of(long rows) {
      return count;
    }
  }

  /** A share of the pool, rounded, at least one row. */
  record Share(double share) implements Budget {
    @Override
    public int of(long rows) {
      return Math.toIntExact(Math.max(1, Math.round(share * rows)));
    }
  }

  /** Returns the number of rows to select of so many. */
  int of(long rows);

  /**
   * Returns the budget of a text such as {@code 500} or {@code 5%}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Budget parse(String text) {
    try {
      if (text.endsWith("%")) {
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        if (percent > 0 && percent <= 100) {
          return new Share(percent / 100);
        }
      } else {
        int count = Integer.parseInt(text);
        if (count >= 1) {
          return new Rows(count);
        }
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(
        "budget must be a number of rows >= 1, or a share above 0% and at most 100%, got '"
            + text
            + "'");
  }
}
