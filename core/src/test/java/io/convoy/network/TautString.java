package io.convoy.network;

/**
 * Total variation of a sequence solved directly (Condat, "A Direct Algorithm for 1-D TV", 2013).
 */
final class TautString {

  private TautString() {}

  /** Returns {@code argmin 1/2 sum (x_i - y_i)^2 + lambda sum |x_i+1 - x_i|}. */
  static double[] solve(double[] y, double lambda) {
    int n = y.length;
    double[] x = new double[n];
    int k = 0;
    int start = 0;
    int low = 0;
    int high = 0;
    double vmin = y[0] - lambda;
    double vmax = y[0] + lambda;
    double umin = lambda;
    double umax = -lambda;
    while (true) {
      while (k == n - 1) {
        if (umin < 0) {
          while (start <= low) {
            x[start++] = vmin;
          }
          k = low = start;
          vmin = y[k];
          umin = lambda;
          umax = vmin + umin - vmax;
        } else if (umax > 0) {
          while (start <= high) {
            x[start++] = vmax;
          }
          k = high = start;
          vmax = y[k];
          umax = -lambda;
          umin = vmax + umax - vmin;
        } else {
          vmin += umin / (k - start + 1);
          while (start <= k) {
            x[start++] = vmin;
          }
          return x;
        }
      }
      umin += y[k + 1] - vmin;
      umax += y[k + 1] - vmax;
      if (umin < -lambda) {
        while (start <= low) {
          x[start++] = vmin;
        }
        k = low = high = start;
        vmin = y[k];
        vmax = y[k] + 2 * lambda;
        umin = lambda;
        umax = -lambda;
      } else if (umax > lambda) {
        while (start <= high) {
          x[start++] = vmax;
        }
        k = low = high = start;
        vmin = y[k] - 2 * lambda;
        vmax = y[k];
        umin = lambda;
        umax = -lambda;
      } else {
        k++;
        if (umin >= lambda) {
          low = k;
          vmin += (umin - lambda) / (low - start + 1);
          umin = lambda;
        }
        if (umax <= -lambda) {
          high = k;
          vmax += (umax + lambda) / (high - start + 1);
          umax = -lambda;
        }
      }
    }
  }
}
