package io.convoy.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Anderson mixing of Sinkhorn's steps (Anderson 1965; type II as in Walker and Ni, SIAM J. Numer.
 * Anal. 2011): the combination of the last few steps whose residuals, weighted by the columns,
 * cancel best.
 *
 * <p>Guarded: when the dual falls or the error jumps, what is remembered is dropped and the next
 * step is a plain one, which cannot fall.
 *
 * @param points the last potentials, oldest first
 * @param residuals the plain steps from there
 * @param best smallest error since memory was last dropped
 * @param value the dual at the last evaluation
 */
record Anderson(List<double[]> points, List<double[]> residuals, double best, double value) {

  /** Steps remembered: more made the small system singular before they helped. */
  private static final int MEMORY = 6;

  private static final double JUMP = 4;

  /** Relative size of what is added to the diagonal of the normal equations. */
  private static final double RIDGE = 1e-12;

  static final Anderson NONE =
      new Anderson(List.of(), List.of(), Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  Anderson {
    points = List.copyOf(points);
    residuals = List.copyOf(residuals);
  }

  /**
   * Returns the memory after an evaluation.
   *
   * @param residual the plain step from {@code g}
   * @param noise fall of the dual that rounding alone can cause
   */
  Anderson observe(double[] g, double[] residual, double error, double dual, double noise) {
    boolean bad = dual < value - noise || error > JUMP * best;
    List<double[]> newPoints = new ArrayList<>(bad ? List.of() : points);
    List<double[]> newResiduals = new ArrayList<>(bad ? List.of() : residuals);
    newPoints.add(g);
    newResiduals.add(residual);
    if (newPoints.size() > MEMORY) {
      newPoints.remove(0);
      newResiduals.remove(0);
    }
    return new Anderson(newPoints, newResiduals, bad ? error : Math.min(best, error), dual);
  }

  /** Returns the mixed step's end. */
  double[] next(double[] weights) {
    int last = points.size() - 1;
    double[] mixing = mixing(weights);
    double[] next = new double[weights.length];
    for (int j = 0; j < next.length; j++) {
      next[j] = points.get(last)[j] + residuals.get(last)[j];
      for (int k = 0; k < last; k++) {
        double difference =
            points.get(k + 1)[j] - points.get(k)[j] + residuals.get(k + 1)[j] - residuals.get(k)[j];
        next[j] -= mixing[k] * difference;
      }
    }
    return next;
  }

  /** Returns the multiples of successive differences that leave the least of the last residual. */
  private double[] mixing(double[] weights) {
    int k = points.size() - 1;
    double[][] normal = new double[k][k + 1];
    double[] last = residuals.get(k);
    for (int p = 0; p < k; p++) {
      for (int q = 0; q <= k; q++) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
          double left = residuals.get(p + 1)[j] - residuals.get(p)[j];
          double right = q < k ? residuals.get(q + 1)[j] - residuals.get(q)[j] : last[j];
          sum += weights[j] * left * right;
        }
        normal[p][q] = sum;
      }
      normal[p][p] *= 1 + RIDGE;
    }
    return solve(normal);
  }

  /** Solves a positive definite system by elimination; what has no pivot left is taken as 0. */
  private static double[] solve(double[][] rows) {
    int k = rows.length;
    for (int p = 0; p < k; p++) {
      for (int q = p + 1; q < k && rows[p][p] > 0; q++) {
        double factor = rows[q][p] / rows[p][p];
        for (int c = p; c <= k; c++) {
          rows[q][c] -= factor * rows[p][c];
        }
      }
    }
    double[] solution = new double[k];
    for (int p = k - 1; p >= 0; p--) {
      double rest = rows[p][k];
      for (int c = p + 1; c < k; c++) {
        rest -= rows[p][c] * solution[c];
      }
      solution[p] = rows[p][p] > 0 ? rest / rows[p][p] : 0;
    }
    return solution;
  }
}
