package io.convoy.mixture;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Performance fitted to training runs of one size by least squares.
 *
 * <p>Shares sum to 1, so that the regressors depend on one another; of all coefficients that fit
 * equally well those of least norm are taken, by the singular value decomposition. They all give
 * the same function of mixtures if the runs determine one.
 *
 * @param performance the fitted function
 * @param rank number of coefficients that the runs determine
 * @param rSquared share of the runs' variance that is explained, at most 1; NaN if there is none
 * @param residuals performance of every run minus the fitted one
 * @param leftOut of every run, its performance minus the one fitted to all others
 */
public record PerformanceFit(
    Performance performance, int rank, double rSquared, double[] residuals, double[] leftOut) {

  /** Singular values below this part of the largest are those of dependent regressors. */
  private static final double DEPENDENT = 1e-9;

  /**
   * Fits.
   *
   * @param shares of every run
   * @param costs transport cost of every run
   * @param performances of every run; at least two runs
   */
  public static PerformanceFit of(
      PerformanceForm form, double[][] shares, double[] costs, double[] performances) {
    int n = performances.length;
    if (n < 2 || shares.length != n || costs.length != n) {
      throw new IllegalArgumentException(
          "a fit needs at least two runs, each with shares, cost and performance, got "
              + shares.length
              + ", "
              + costs.length
              + " and "
              + n);
    }
    Solution all = solve(form, shares, costs, performances);
    double[] residuals = new double[n];
    double[] leftOut = new double[n];
    double mean = Arrays.stream(performances).average().orElseThrow();
    double explained = 0;
    double variance = 0;
    for (int r = 0; r < n; r++) {
      residuals[r] = performances[r] - all.performance().value(shares[r], costs[r]);
      Performance others =
          solve(form, without(shares, r), without(costs, r), without(performances, r))
              .performance();
      leftOut[r] = performances[r] - others.value(shares[r], costs[r]);
      explained += residuals[r] * residuals[r];
      variance += (performances[r] - mean) * (performances[r] - mean);
    }
    return new PerformanceFit(
        all.performance(),
        all.rank(),
        variance > 0 ? 1 - explained / variance : Double.NaN,
        residuals,
        leftOut);
  }

  /** Returns the mean of the numbers' magnitudes. */
  public static double meanMagnitude(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).average().orElse(Double.NaN);
  }

  private record Solution(Performance performance, int rank) {}

  private static Solution solve(
      PerformanceForm form, double[][] shares, double[] costs, double[] performances) {
    double centre = Arrays.stream(costs).average().orElseThrow();
    double spread =
        Math.sqrt(
            Arrays.stream(costs)
                .map(cost -> (cost - centre) * (cost - centre))
                .average()
                .orElseThrow());
    double scale = spread > DEPENDENT * Math.abs(centre) ? spread : 1;
    double[] scaled = Arrays.stream(costs).map(cost -> (cost - centre) / scale).toArray();
    RealMatrix design = new Array2DRowRealMatrix(form.design(shares, scaled), false);
    SingularValueDecomposition svd = new SingularValueDecomposition(design);
    double[] values = svd.getSingularValues();
    double[] along = svd.getUT().operate(performances);
    int rank = 0;
    for (int k = 0; k < values.length; k++) {
      boolean counts = values[k] > DEPENDENT * values[0];
      along[k] = counts ? along[k] / values[k] : 0;
      rank += counts ? 1 : 0;
    }
    double[] coefficients = svd.getV().operate(along);
    return new Solution(form.function(coefficients, centre, scale, shares[0].length), rank);
  }

  private static double[] without(double[] numbers, int left) {
    double[] others = new double[numbers.length - 1];
    Arrays.setAll(others, r -> numbers[r < left ? r : r + 1]);
    return others;
  }

  private static double[][] without(double[][] rows, int left) {
    double[][] others = new double[rows.length - 1][];
    Arrays.setAll(others, r -> rows[r < left ? r : r + 1]);
    return others;
  }
}
