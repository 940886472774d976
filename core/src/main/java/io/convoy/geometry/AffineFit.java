package io.convoy.geometry;

import java.util.Arrays;

/** The slope that fits values at projected points best, in the sense of least squares. */
final class AffineFit {

  /** Part of the points' spread that is added to each direction, so that flat runs have a fit. */
  private static final double RIDGE = 1e-9;

  private final int q;
  private final double[] mean;
  private final double[][] covariance;

  /** A fit in {@code q} coordinates. */
  AffineFit(int q) {
    this.q = q;
    this.mean = new double[q];
    this.covariance = new double[q][q];
  }

  /**
   * Writes the slope over the points from {@code from} to before {@code to}; infinite values are
   * left out. Points all at one place have slope 0.
   *
   * @param projected {@code points x q}, point after point
   */
  void slope(double[] projected, int from, int to, double[] values, double[] slope) {
    Arrays.fill(mean, 0);
    Arrays.fill(slope, 0);
    int used = 0;
    double value = 0;
    for (int j = from; j < to; j++) {
      if (Double.isFinite(values[j])) {
        used++;
        value += (values[j] - value) / used;
        for (int k = 0; k < q; k++) {
          mean[k] += (projected[j * q + k] - mean[k]) / used;
        }
      }
    }
    for (double[] row : covariance) {
      Arrays.fill(row, 0);
    }
    for (int j = from; j < to; j++) {
      if (Double.isFinite(values[j])) {
        double rest = values[j] - value;
        for (int k = 0; k < q; k++) {
          double u = projected[j * q + k] - mean[k];
          slope[k] += rest * u;
          for (int i = 0; i <= k; i++) {
            covariance[k][i] += u * (projected[j * q + i] - mean[i]);
          }
        }
      }
    }
    solve(slope);
  }

  /** Replaces the right side by the solution, by Cholesky's factors. */
  private void solve(double[] slope) {
    double trace = 0;
    for (int k = 0; k < q; k++) {
      trace += covariance[k][k];
    }
    for (int k = 0; k < q; k++) {
      covariance[k][k] += RIDGE * trace;
      for (int i = 0; i <= k; i++) {
        double sum = covariance[k][i];
        for (int p = 0; p < i; p++) {
          sum -= covariance[k][p] * covariance[i][p];
        }
        covariance[k][i] = i < k ? sum / covariance[i][i] : Math.sqrt(sum);
      }
    }
    for (int k = 0; k < q; k++) {
      for (int p = 0; p < k; p++) {
        slope[k] -= covariance[k][p] * slope[p];
      }
      slope[k] /= covariance[k][k];
    }
    boolean usable = true;
    for (int k = q - 1; k >= 0; k--) {
      for (int p = k + 1; p < q; p++) {
        slope[k] -= covariance[p][k] * slope[p];
      }
      slope[k] /= covariance[k][k];
      usable &= Math.abs(slope[k]) < 0x1p300; // false for NaN
    }
    if (!usable) {
      Arrays.fill(slope, 0);
    }
  }
}
