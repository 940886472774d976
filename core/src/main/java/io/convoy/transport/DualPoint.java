package io.convoy.transport;

import io.convoy.geometry.Exponents;
import io.convoy.geometry.Precision;
import java.io.Serializable;

/**
 * Where the dual is evaluated: the state that one sweep broadcasts, {@code 8 m} bytes.
 *
 * <p>The exponents' column parts are computed from it once per machine, by whoever needs them
 * first.
 */
final class DualPoint implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] g;
  private final double epsilon;
  private final Precision precision;
  private final boolean skips;
  private transient volatile Exponents exponents;

  /** A point whose evaluation skips nothing. */
  DualPoint(double[] g, double epsilon, Precision precision) {
    this(g, epsilon, precision, false);
  }

  DualPoint(double[] g, double epsilon, Precision precision, boolean skips) {
    this.skips = skips;
    this.g = g;
    this.epsilon = epsilon;
    this.precision = precision;
  }

  double[] g() {
    return g;
  }

  double epsilon() {
    return epsilon;
  }

  Precision precision() {
    return precision;
  }

  /** Returns whether pairs of negligible mass may be left out. */
  boolean skips() {
    return skips;
  }

  Exponents exponents(TransportProblem problem) {
    Exponents known = exponents;
    if (known == null) {
      synchronized (this) {
        if (exponents == null) {
          exponents =
              Exponents.of(problem.geometry(), g, problem.columnWeights(), epsilon, precision);
        }
        known = exponents;
      }
    }
    return known;
  }
}
