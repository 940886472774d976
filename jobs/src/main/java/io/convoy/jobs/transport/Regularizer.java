package io.convoy.jobs.transport;

import io.convoy.jobs.settings.RunSettings;

/**
 * What is added to the cost of a plan.
 *
 * @param kind the function
 * @param most largest number of entries of a target row, {@code >= 1}
 */
record Regularizer(Kind kind, int most) {

  private static final String TOP = "top-k:";

  /** The functions. */
  enum Kind {
    ENTROPY,
    QUADRATIC,
    TOP_K
  }

  public Regularizer {
    RunSettings.atLeastOne("the K of top-k:K", most);
  }

  /**
   * Returns what {@link #toString} gave.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  static Regularizer parse(String text) {
    if (text.equals("entropy")) {
      return new Regularizer(Kind.ENTROPY, Integer.MAX_VALUE);
    }
    if (text.equals("quadratic")) {
      return new Regularizer(Kind.QUADRATIC, Integer.MAX_VALUE);
    }
    if (text.matches(TOP + "[0-9]{1,9}")) {
      return new Regularizer(Kind.TOP_K, Integer.parseInt(text.substring(TOP.length())));
    }
    throw new IllegalArgumentException(
        "regularizer must be entropy, quadratic or top-k:K with a whole number K, got '"
            + text
            + "'");
  }

  /** Returns whether most entries of a plan are 0. */
  boolean isSparse() {
    return kind != Kind.ENTROPY;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case ENTROPY -> "entropy";
      case QUADRATIC -> "quadratic";
      case TOP_K -> TOP + most;
    };
  }
}
