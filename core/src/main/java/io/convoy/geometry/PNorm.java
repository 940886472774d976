package io.convoy.geometry;

import java.util.Optional;

/**
 * The Minkowski distance {@code (sum_k |x_k - y_k|^p)^(1/p)}. Its kernel goes pair by pair, but for
 * p 1 and 2, where it is that of {@link Manhattan} and {@link Euclidean}.
 *
 * @param power p, {@code >= 1} and finite
 */
record PNorm(double power) implements NormCost {

  private static final String NAME = "p-norm:";

  PNorm {
    if (!(power >= 1) || Double.isInfinite(power)) {
      throw new IllegalArgumentException("cost p-norm:P must have a finite P >= 1, got " + power);
    }
  }

  /** Returns the cost of a name {@code p-norm:P}, if P is a number. */
  static Optional<GroundCost> parse(String name) {
    try {
      return name.startsWith(NAME)
          ? Optional.of(new PNorm(Double.parseDouble(name.substring(NAME.length()))))
          : Optional.empty();
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    String number = String.valueOf(power);
    return NAME + (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number);
  }

  /** Powers are of shares of the largest difference, which neither overflow nor vanish together. */
  @Override
  public double between(double[] x, double[] y) {
    double largest = 0;
    for (int k = 0; k < x.length; k++) {
      largest = Math.max(largest, Math.abs(x[k] - y[k]));
    }
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += Math.pow(Math.abs(x[k] - y[k]) / largest, power);
    }
    return largest > 0 && largest < Double.POSITIVE_INFINITY
        ? largest * Math.pow(sum, 1 / power)
        : largest;
  }
}
