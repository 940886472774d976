package io.convoy.transport;

import java.io.Serializable;
import java.util.Locale;

/**
 * The strength of the regularisation, absolute or relative to the cost's scale.
 *
 * @param value a number of {@code unit}s, finite and {@code > 0}
 * @param unit what it counts
 */
public record Epsilon(double value, Unit unit) implements Serializable {

  /** Log2 of the smallest in units of the cost's range: a few hundred roundings of it. */
  private static final int SMALLEST = -44;

  /** What an epsilon is a multiple of. */
  public enum Unit {
    /** The cost's own unit. */
    COST(""),
    /** The standard deviation of the cost over all pairs. */
    DEVIATION("std"),
    /** The mean of the cost over all pairs. */
    MEAN("mean");

    private final String suffix;

    Unit(String suffix) {
      this.suffix = suffix;
    }
  }

  public Epsilon {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "epsilon must be > 0 and finite, got " + value + unit.suffix);
    }
  }

  /**
   * Returns the epsilon written as a number, or a number followed by {@code std} or {@code mean}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Epsilon parse(String text) {
    String trimmed = text.trim().toLowerCase(Locale.ROOT);
    Unit unit = Unit.COST;
    if (trimmed.endsWith(Unit.DEVIATION.suffix)) {
      unit = Unit.DEVIATION;
    } else if (trimmed.endsWith(Unit.MEAN.suffix)) {
      unit = Unit.MEAN;
    }
    String number = trimmed.substring(0, trimmed.length() - unit.suffix.length()).trim();
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "epsilon must be a number > 0, or one followed by std or mean such as 0.05std, got "
              + text,
          e);
    }
    return new Epsilon(value, unit);
  }

  /** Returns the epsilon of a Gaussian blur of standard deviation {@code blur}: 2 blur^2. */
  public static Epsilon ofBlur(double blur) {
    if (!(blur > 0) || blur == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("blur must be > 0 and finite, got " + blur);
    }
    return new Epsilon(2 * blur * blur, Unit.COST);
  }

  /**
   * Returns the epsilon in cost units.
   *
   * <p>Where all costs are equal every coupling is optimal and any epsilon gives the independent
   * one; the deviation being 0, the cost's magnitude (or 1) then stands in for it.
   *
   * @throws IllegalArgumentException if the cost's mean, asked for, is not positive, or if this is
   *     below the rounding of the costs
   */
  public double in(CostMoments cost) {
    double scale =
        switch (unit) {
          case COST -> 1;
          case DEVIATION -> {
            double magnitude = Math.max(Math.abs(cost.min()), Math.abs(cost.max()));
            // a deviation below the rounding of the costs is no scale
            boolean constant = cost.deviation() <= 1e-12 * magnitude;
            yield constant ? (magnitude > 0 ? magnitude : 1) : cost.deviation();
          }
          case MEAN -> cost.mean();
        };
    if (!(scale > 0)) {
      throw new IllegalArgumentException(
          "epsilon "
              + this
              + " needs a cost with a mean > 0, got "
              + scale
              + "; give a number or a multiple of std");
    }
    double epsilon = value * scale;
    double least = Math.scalb(cost.range(), SMALLEST);
    if (epsilon < least) {
      throw new IllegalArgumentException(
          "epsilon must be above the rounding of the costs, which is "
              + least
              + ", got "
              + epsilon);
    }
    return epsilon;
  }

  @Override
  public String toString() {
    return value + unit.suffix;
  }
}
