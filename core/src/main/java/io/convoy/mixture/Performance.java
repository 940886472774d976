package io.convoy.mixture;

/**
 * Performance as a function of shares p and their transport cost: {@code L(p) = (b0 + sum_i (b1_i +
 * b2_i p_i) p_i) OT(p) + c0 + sum_i (c1_i + c2_i p_i) p_i}. Larger is better. Several that are
 * scaled and added are one of these again.
 *
 * @param b0 of the cost alone
 * @param b1 of cost and share
 * @param b2 of cost and square of the share
 * @param c0 constant
 * @param c1 of the share
 * @param c2 of its square
 */
public record Performance(
    double b0, double[] b1, double[] b2, double c0, double[] c1, double[] c2) {

  /** Returns the function that is 0 for every mixture of so many sources. */
  public static Performance none(int sources) {
    double[] zeros = new double[sources];
    return new Performance(0, zeros, zeros, 0, zeros, zeros);
  }

  /** Returns the performance that a mixture of these shares and this cost should have. */
  public double value(double[] shares, double cost) {
    double value = c0;
    for (int i = 0; i < shares.length; i++) {
      value += (c1[i] + c2[i] * shares[i]) * shares[i];
    }
    return value + slope(shares) * cost;
  }

  /**
   * Returns the gradient in the shares, by the product rule.
   *
   * @param costGradient of {@code OT(p)}, up to a constant; the result then is up to a constant too
   */
  public double[] gradient(double[] shares, double cost, double[] costGradient) {
    double slope = slope(shares);
    double[] gradient = new double[shares.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] =
          slope * costGradient[i]
              + (b1[i] + 2 * b2[i] * shares[i]) * cost
              + c1[i]
              + 2 * c2[i] * shares[i];
    }
    return gradient;
  }

  /** Returns this function plus {@code factor} times another. */
  public Performance plus(double factor, Performance other) {
    return new Performance(
        b0 + factor * other.b0,
        sum(b1, factor, other.b1),
        sum(b2, factor, other.b2),
        c0 + factor * other.c0,
        sum(c1, factor, other.c1),
        sum(c2, factor, other.c2));
  }

  /** Returns what a unit of transport cost changes. */
  private double slope(double[] shares) {
    double slope = b0;
    for (int i = 0; i < shares.length; i++) {
      slope += (b1[i] + b2[i] * shares[i]) * shares[i];
    }
    return slope;
  }

  private static double[] sum(double[] left, double factor, double[] right) {
    double[] sum = new double[left.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = left[i] + factor * right[i];
    }
    return sum;
  }
}
