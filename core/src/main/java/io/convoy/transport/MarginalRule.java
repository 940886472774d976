package io.convoy.transport;

import java.util.Locale;

/**
 * How strictly a side's masses must equal its weights: a penalty phi of the fraction u of its
 * weight that a row moves or a column receives, seen through the concave functions that the dual
 * needs of it. Each side of a problem has one.
 *
 * <p>With {@code k(g) = -phi*(-g) = min_u u g + phi(u)} the dual's value of a potential g, all else
 * follows: the potential that is best given the one that would make the mass exact is {@code
 * -aprox(-balanced)} (Sejourne et al., arXiv 1910.12958), and a row's h(s) is the dual's value
 * there.
 */
public sealed interface MarginalRule extends RowRule {

  /** Fractions this close to a bound count as at it. */
  double ROUNDING = 1e-9;

  /** Returns k(g), the dual's value per unit of weight. */
  double columnValue(double g);

  /**
   * Returns k'(g), the fraction of its weight that is best at g; where k has a kink, one of them.
   */
  double columnFraction(double g);

  /**
   * Returns the potential that maximises the dual, given the one that would make the mass exact.
   */
  double columnUpdate(double balanced, double epsilon);

  /** Returns the smallest fraction of its weight that the rule allows. */
  default double lower() {
    return 0;
  }

  /** Returns the largest fraction of its weight that the rule allows. */
  default double upper() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Returns where to go instead of {@code bold}, a step beyond the best potential {@code best}: the
   * same place, unless a kink of k or an end of its domain lies between.
   */
  default double settle(double best, double bold) {
    return bold;
  }

  /**
   * Returns how far the mass of a column is from optimal at {@code g}: the gradient of the dual,
   * or, where k is not smooth, by how much the mass changes when the column's potential is made the
   * best.
   *
   * @param balanced the potential that would make the mass exact
   */
  default double columnError(
      double weight, double mass, double g, double balanced, double epsilon) {
    return Math.abs(weight * Math.exp(rowLogFraction(balanced, epsilon)) - mass);
  }

  @Override
  default double rowValue(double s, double epsilon) {
    return columnValue(rowPotential(s, epsilon)) - epsilon * Math.expm1(rowLogFraction(s, epsilon));
  }

  @Override
  default double rowPotential(double s, double epsilon) {
    return columnUpdate(s, epsilon);
  }

  @Override
  default double limitValue(double s) {
    return columnValue(s);
  }

  @Override
  default double room(double u) {
    return Math.max(0, (upper() == Double.POSITIVE_INFINITY ? 1 : upper()) - u);
  }

  /**
   * Returns the rule written as {@code exact}, {@code kl:RHO}, {@code tv:RHO}, {@code range:A,B},
   * {@code at-most} or {@code free}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  static MarginalRule parse(String text) {
    String rule = text.trim();
    int colon = rule.indexOf(':');
    String name = (colon < 0 ? rule : rule.substring(0, colon)).toLowerCase(Locale.ROOT);
    String[] numbers = colon < 0 ? new String[0] : rule.substring(colon + 1).split(",", -1);
    try {
      if (numbers.length == 0) {
        switch (name) {
          case "exact":
            return new Exact();
          case "at-most":
            return Range.AT_MOST;
          case "free":
            return Range.FREE;
          default:
            break;
        }
      }
      if (numbers.length == 1 && name.equals("kl")) {
        return new Kl(Double.parseDouble(numbers[0]));
      }
      if (numbers.length == 1 && name.equals("tv")) {
        return new Tv(Double.parseDouble(numbers[0]));
      }
      if (numbers.length == 2 && name.equals("range")) {
        return new Range(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(allowed(text), notANumber);
    }
    throw new IllegalArgumentException(allowed(text));
  }

  private static String allowed(String text) {
    return "a marginal must be exact, kl:RHO, tv:RHO, range:A,B, at-most or free, with numbers such"
        + " as kl:0.5 or range:0.8,1.2, got '"
        + text
        + "'";
  }

  /** Masses equal weights. */
  record Exact() implements MarginalRule {

    @Override
    public double rowValue(double s, double epsilon) {
      return s;
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return 0;
    }

    @Override
    public double columnValue(double g) {
      return g;
    }

    @Override
    public double columnFraction(double g) {
      return 1;
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      return balanced;
    }

    @Override
    public double penalty(double u, double epsilon) {
      return Math.abs(u - 1) <= ROUNDING ? 0 : Double.POSITIVE_INFINITY;
    }

    @Override
    public double lower() {
      return 1;
    }

    @Override
    public double upper() {
      return 1;
    }

    @Override
    public String toString() {
      return "exact";
    }
  }

  /**
   * Masses are pulled to weights by {@code rho KL(masses | weights)}.
   *
   * @param rho strength in cost units, {@code > 0}; larger is stricter
   */
  record Kl(double rho) implements MarginalRule {

    public Kl {
      requireStrength(rho);
    }

    @Override
    public double rowValue(double s, double epsilon) {
      return -(rho + epsilon) * Math.expm1(-s / (rho + epsilon));
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return -s / (rho + epsilon);
    }

    @Override
    public double columnValue(double g) {
      return -rho * Math.expm1(-g / rho);
    }

    @Override
    public double columnFraction(double g) {
      return Math.exp(-g / rho);
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      return balanced * rho / (rho + epsilon);
    }

    @Override
    public double columnError(
        double weight, double mass, double g, double balanced, double epsilon) {
      return Math.abs(weight * columnFraction(g) - mass);
    }

    @Override
    public double penalty(double u, double epsilon) {
      return rho * ((u > 0 ? u * Math.log(u) : 0) - u + 1);
    }

    @Override
    public String toString() {
      return "kl:" + rho;
    }
  }

  /**
   * Masses are pulled to weights by {@code rho |masses - weights|_1}: mass stays where it is, and
   * new mass appears, at a price of rho each.
   *
   * @param rho strength in cost units, {@code > 0}; larger is stricter
   */
  record Tv(double rho) implements MarginalRule {

    public Tv {
      requireStrength(rho);
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      return (columnUpdate(s, epsilon) - s) / epsilon;
    }

    /** Minus infinity below -rho, where the dual is not defined. */
    @Override
    public double columnValue(double g) {
      return g < -rho ? Double.NEGATIVE_INFINITY : Math.min(g, rho);
    }

    @Override
    public double columnFraction(double g) {
      return g < rho ? 1 : 0;
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      return Math.max(-rho, Math.min(rho, balanced));
    }

    @Override
    public double settle(double best, double bold) {
      return Math.abs(best) == rho ? best : Math.max(-rho, Math.min(rho, bold));
    }

    @Override
    public double penalty(double u, double epsilon) {
      return rho * Math.abs(u - 1);
    }

    @Override
    public String toString() {
      return "tv:" + rho;
    }
  }

  /**
   * Masses lie between two multiples of the weights.
   *
   * @param lower the smaller multiple, {@code >= 0}
   * @param upper the larger multiple, {@code >= lower} and {@code > 0}, perhaps infinite
   */
  record Range(double lower, double upper) implements MarginalRule {

    /** Masses do not exceed weights. */
    public static final Range AT_MOST = new Range(0, 1);

    /** Masses are what they come to be. */
    public static final Range FREE = new Range(0, Double.POSITIVE_INFINITY);

    public Range {
      if (!(lower >= 0 && lower <= upper && upper > 0) || lower == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "a range needs 0 <= A <= B and B > 0, got " + lower + "," + upper);
      }
    }

    @Override
    public double rowLogFraction(double s, double epsilon) {
      double least = Math.log(lower);
      double most = Math.log(upper);
      double free = -s / epsilon;
      return Math.max(least, Math.min(most, free));
    }

    /** Minus infinity below 0 if there is no upper bound: the dual is not defined there. */
    @Override
    public double columnValue(double g) {
      return g == 0 ? 0 : g * columnFraction(g);
    }

    @Override
    public double columnFraction(double g) {
      return g < 0 ? upper : lower;
    }

    @Override
    public double columnUpdate(double balanced, double epsilon) {
      double atLower = balanced + epsilon * Math.log(lower);
      double atUpper = balanced + epsilon * Math.log(upper);
      return atLower > 0 ? atLower : Math.min(0, atUpper);
    }

    @Override
    public double settle(double best, double bold) {
      return best > 0 ? Math.max(0, bold) : best < 0 ? Math.min(0, bold) : 0;
    }

    @Override
    public double penalty(double u, double epsilon) {
      boolean within = u >= lower * (1 - ROUNDING) && u <= upper * (1 + ROUNDING);
      return within ? 0 : Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
      return equals(AT_MOST) ? "at-most" : equals(FREE) ? "free" : "range:" + lower + "," + upper;
    }
  }

  private static void requireStrength(double rho) {
    if (!(rho > 0) || rho == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("rho must be > 0 and finite, got " + rho);
    }
  }
}
