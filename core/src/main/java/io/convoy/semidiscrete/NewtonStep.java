package io.convoy.semidiscrete;

import java.util.Arrays;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.IterationManager;

/**
 * A Newton step on the concave {@code E min_j (c(x, y_j) - g_j) + <b, g>}. Its Hessian is a graph
 * Laplacian over neighbouring cells, each pair weighted by how much mass crosses their border per
 * unit of potential (Kitagawa, Merigot and Thibert, arXiv 1603.05579): the density of samples at
 * the border, which is estimated by those near it, so that no cell is ever constructed.
 *
 * @param borders what samples say at g
 * @param width the slack up to which they count as near a border
 */
record NewtonStep(Borders borders, double width) {

  /** Of the mean diagonal, so that a cell without a border moves little instead of far. */
  private static final double RIDGE = 1e-3;

  private static final double ACCURACY = 1e-6;

  /** Borders that hardly a sample is near have a density of chance, and are not asked. */
  private static final double FEW = 0.95;

  /**
   * A step.
   *
   * @param length what it was shortened to, 1 if it was not
   */
  record Step(double[] g, double length) {}

  /**
   * Returns the step, so short that few neighbours move apart by more than the mean slack: that far
   * the Hessian is of use. A cell without a border moves by as much.
   *
   * @param weights b, one per site
   */
  Step of(double[] weights) {
    int m = weights.length;
    double[] diagonal = new double[m];
    long[] pairs = borders.pairs();
    double[] crossing = new double[pairs.length];
    for (int at = 0; at < pairs.length; at++) {
      // a band of this width on either side
      crossing[at] = borders.shares()[at] / (2 * width);
      diagonal[(int) (pairs[at] / m)] += crossing[at];
      diagonal[(int) (pairs[at] % m)] += crossing[at];
    }
    double ridge = 0;
    for (double d : diagonal) {
      ridge += RIDGE * d / m;
    }
    if (!(ridge > 0)) {
      return new Step(new double[m], 1);
    }
    Laplacian laplacian = new Laplacian(pairs, crossing, diagonal, ridge);
    double[] missing = new double[m];
    for (int j = 0; j < m; j++) {
      missing[j] = weights[j] - borders.mass()[j];
    }
    double[] step =
        new ConjugateGradient(new IterationManager(10 * m + 100), ACCURACY, false)
            .solve(laplacian, laplacian.scale(), new ArrayRealVector(missing, false))
            .toArray();
    double[] apart = new double[pairs.length];
    for (int at = 0; at < pairs.length; at++) {
      apart[at] = Math.abs(step[(int) (pairs[at] / m)] - step[(int) (pairs[at] % m)]);
    }
    Arrays.sort(apart);
    double most = borders.slack();
    double scale = Math.min(1, most / apart[(int) (FEW * (apart.length - 1))]);
    double mean = 0;
    for (int j = 0; j < m; j++) {
      step[j] = diagonal[j] > 0 ? scale * step[j] : Math.signum(missing[j]) * most;
      mean += step[j] / m;
    }
    for (int j = 0; j < m; j++) {
      step[j] -= mean;
    }
    return new Step(step, scale);
  }

  private static final class Laplacian extends RealLinearOperator {

    private final long[] pairs;
    private final double[] crossing;
    private final double[] diagonal;
    private final double ridge;

    Laplacian(long[] pairs, double[] crossing, double[] diagonal, double ridge) {
      this.pairs = pairs;
      this.crossing = crossing;
      this.diagonal = diagonal;
      this.ridge = ridge;
    }

    @Override
    public int getRowDimension() {
      return diagonal.length;
    }

    @Override
    public int getColumnDimension() {
      return diagonal.length;
    }

    @Override
    public RealVector operate(RealVector x) {
      int m = diagonal.length;
      double[] y = new double[m];
      for (int j = 0; j < m; j++) {
        y[j] = (diagonal[j] + ridge) * x.getEntry(j);
      }
      for (int at = 0; at < pairs.length; at++) {
        int i = (int) (pairs[at] / m);
        int j = (int) (pairs[at] % m);
        y[i] -= crossing[at] * x.getEntry(j);
        y[j] -= crossing[at] * x.getEntry(i);
      }
      return new ArrayRealVector(y, false);
    }

    /** Returns the inverse of the diagonal, which conditions the solve. */
    RealLinearOperator scale() {
      return new RealLinearOperator() {
        @Override
        public int getRowDimension() {
          return diagonal.length;
        }

        @Override
        public int getColumnDimension() {
          return diagonal.length;
        }

        @Override
        public RealVector operate(RealVector x) {
          double[] y = new double[diagonal.length];
          for (int j = 0; j < y.length; j++) {
            y[j] = x.getEntry(j) / (diagonal[j] + ridge);
          }
          return new ArrayRealVector(y, false);
        }
      };
    }
  }
}
