package io.convoy.jobs.lasso;

import java.util.Optional;

/** Which rows are held out. */
sealed interface SplitRule {

  /** None. */
  record None() implements SplitRule {}

  /** A share of every node's rows, at random. */
  record Rows(double share) implements SplitRule {
    public Rows {
      check(share);
    }
  }

  /** A share of every node's rows, the last. */
  record Time(double share) implements SplitRule {
    public Time {
      check(share);
    }
  }

  /** All rows of a share of the nodes, at random, which then take no part in the fit. */
  record Nodes(double share) implements SplitRule {
    public Nodes {
      check(share);
    }
  }

  /** The rows where a column is true or {@code test}. */
  record Column(String name) implements SplitRule {}

  /** Returns the column this rule reads. */
  default Optional<String> column() {
    return this instanceof Column given ? Optional.of(given.name()) : Optional.empty();
  }

  private static void check(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "split must hold out a share above 0 and below 1, got " + share);
    }
  }

  /**
   * Returns the rule of a text such as {@code rows:0.2}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static SplitRule parse(String text) {
    String[] parts = text.split(":", 2);
    if (text.equals("none")) {
      return new None();
    }
    try {
      if (parts[0].equals("rows")) {
        return new Rows(Double.parseDouble(parts[1]));
      }
      if (parts[0].equals("time")) {
        return new Time(Double.parseDouble(parts[1]));
      }
      if (parts[0].equals("nodes")) {
        return new Nodes(Double.parseDouble(parts[1]));
      }
      if (parts[0].equals("column") && !parts[1].isBlank()) {
        return new Column(parts[1]);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException none) {
      // said below
    }
    throw new IllegalArgumentException(
        "split must be rows:F, time:F, nodes:F, column:NAME or none, got '" + text + "'");
  }
}
