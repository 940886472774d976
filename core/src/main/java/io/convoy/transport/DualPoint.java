package io.convoy.transport;

import io.convoy.geometry.Precision;
import java.io.Serializable;
import java.util.Arrays;

/** Where the dual is evaluated: the state that one sweep broadcasts, {@code 8 m} bytes. */
final class DualPoint implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] g;
  private final double epsilon;
  private final Precision precision;
  private final boolean skips;

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

  /** Returns whether the exponents at both points are the same. */
  boolean isSame(DualPoint other) {
    return epsilon == other.epsilon && precision == other.precision && Arrays.equals(g, other.g);
  }
}
