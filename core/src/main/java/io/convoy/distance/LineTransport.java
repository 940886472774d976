package io.convoy.distance;

/** Optimal transport on the line, where mass keeps its order. */
final class LineTransport {

  private LineTransport() {}

  /**
   * Returns the least mean of {@code |x - y|^order} over the couplings: that of the quantile
   * functions.
   *
   * @param x ascending
   * @param a weights of x, {@code >= 0}, summing to 1 but for rounding
   * @param y ascending
   * @param b weights of y, likewise
   */
  static double cost(double[] x, double[] a, double[] y, double[] b, double order) {
    double cost = 0;
    int i = 0;
    int j = 0;
    double left = a[0];
    double free = b[0];
    while (true) {
      double mass = Math.min(left, free);
      cost += mass * power(Math.abs(x[i] - y[j]), order);
      left -= mass;
      free -= mass;
      // the last row of a side takes what rounding leaves of the other
      if (left <= 0 && i < x.length - 1) {
        left = a[++i];
      } else if (free <= 0 && j < y.length - 1) {
        free = b[++j];
      } else if (i == x.length - 1 && j < y.length - 1) {
        left = free;
      } else if (j == y.length - 1 && i < x.length - 1) {
        free = left;
      } else {
        return cost;
      }
    }
  }

  private static double power(double distance, double order) {
    if (order == 1) {
      return distance;
    }
    return order == 2 ? distance * distance : Math.pow(distance, order);
  }
}
