package io.convoy.distance;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.io.Serializable;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The weighted mean and covariance of a table: the Gaussian that fits it.
 *
 * <p>Merged by the pairwise formulas of Chan, Golub and LeVeque (1979), which do not cancel for
 * clouds far from the origin. One sweep of {@code n d^2} steps that returns {@code 8 d^2} bytes.
 *
 * @param weight sum of the weights
 * @param mean weighted mean per coordinate
 * @param scatter weighted sums of products of deviations from the mean, row after row
 */
public record Gaussian(double weight, double[] mean, double[] scatter) implements Serializable {

  /** The sweep that fits one; its state is not used. */
  public static Sweep<PointBlock, String, Gaussian> sweep() {
    return new Fit();
  }

  /** Returns the number of coordinates. */
  public int dimension() {
    return mean.length;
  }

  /** Returns the covariance of two coordinates, the weights taken as probabilities. */
  public double covariance(int k, int l) {
    return scatter[k * mean.length + l] / weight;
  }

  /**
   * Returns the squared 2-Wasserstein distance from this Gaussian to another: the Bures-Wasserstein
   * distance {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1^1/2 S2 S1^1/2)^1/2)} (Gelbrich 1990). No
   * coupling of two distributions with these moments costs less. {@code O(d^3)}.
   *
   * @throws IllegalArgumentException if the other has another dimension
   * @throws ArithmeticException if covariances, or products of them, overflow
   */
  public Bures squaredDistance(Gaussian other) {
    int d = mean.length;
    if (other.mean.length != d) {
      throw new IllegalArgumentException(
          "Gaussians must have one dimension, got " + d + " and " + other.mean.length);
    }
    double means = 0;
    double traces = 0;
    for (int k = 0; k < d; k++) {
      means += (mean[k] - other.mean[k]) * (mean[k] - other.mean[k]);
      traces += covariance(k, k) + other.covariance(k, k);
    }
    RealMatrix root = root(matrix());
    RealMatrix product = root.multiply(other.matrix()).multiply(root);
    double cross = 0;
    for (double value : eigen(symmetric(product)).getRealEigenvalues()) {
      cross += Math.sqrt(Math.max(0, value)); // below 0 by rounding only
    }
    return new Bures(means, Math.max(0, traces - 2 * cross));
  }

  /**
   * A squared distance by its parts.
   *
   * @param means of the means
   * @param covariances of the covariances
   */
  public record Bures(double means, double covariances) {

    /** Returns the squared distance. */
    public double total() {
      return means + covariances;
    }
  }

  private RealMatrix matrix() {
    int d = mean.length;
    double[][] rows = new double[d][d];
    for (int k = 0; k < d; k++) {
      for (int l = 0; l < d; l++) {
        rows[k][l] = covariance(k, l);
      }
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static RealMatrix root(RealMatrix covariance) {
    EigenDecomposition eigen = eigen(covariance);
    RealMatrix vectors = eigen.getV();
    RealMatrix scaled = vectors.copy();
    for (int k = 0; k < scaled.getColumnDimension(); k++) {
      double root = Math.sqrt(Math.max(0, eigen.getRealEigenvalue(k)));
      scaled.setColumnVector(k, vectors.getColumnVector(k).mapMultiply(root));
    }
    return symmetric(scaled.multiply(vectors.transpose()));
  }

  private static EigenDecomposition eigen(RealMatrix matrix) {
    if (!Double.isFinite(matrix.getFrobeniusNorm())) {
      throw new ArithmeticException(
          "the covariances of the features are too large to compute with; scale the features down");
    }
    return new EigenDecomposition(matrix);
  }

  /** Returns the mean of a matrix and its transpose, which rounding has set apart. */
  private static RealMatrix symmetric(RealMatrix matrix) {
    return matrix.add(matrix.transpose()).scalarMultiply(0.5);
  }

  /** Returns the Gaussian of both tables together, as if their rows stood in one. */
  public Gaussian with(Gaussian other) {
    int d = mean.length;
    double total = weight + other.weight;
    double share = total > 0 ? other.weight / total : 0;
    double[] joined = new double[d];
    double[] sums = new double[d * d];
    for (int k = 0; k < d; k++) {
      double difference = other.mean[k] - mean[k];
      joined[k] = mean[k] + difference * share;
      double factor = difference * weight * share;
      for (int l = 0; l < d; l++) {
        int at = k * d + l;
        sums[at] = scatter[at] + other.scatter[at] + factor * (other.mean[l] - mean[l]);
      }
    }
    return new Gaussian(total, joined, sums);
  }

  private record Fit() implements Sweep<PointBlock, String, Gaussian> {

    @Override
    public Gaussian visit(String state, PointBlock block) {
      int d = block.dimension();
      double[] mean = new double[d];
      double total = 0;
      for (int i = 0; i < block.rows(); i++) {
        double w = block.weight(i);
        if (w > 0) {
          total += w;
          for (int k = 0; k < d; k++) {
            mean[k] += (block.coordinate(i, k) - mean[k]) * (w / total);
          }
        }
      }
      double[] scatter = new double[d * d];
      double[] x = new double[d];
      for (int i = 0; i < block.rows(); i++) {
        for (int k = 0; k < d; k++) {
          x[k] = block.coordinate(i, k) - mean[k];
        }
        double w = block.weight(i);
        for (int k = 0; k < d; k++) {
          double factor = w * x[k];
          int at = k * d;
          for (int l = 0; l < d; l++) {
            scatter[at + l] += factor * x[l];
          }
        }
      }
      return new Gaussian(total, mean, scatter);
    }

    @Override
    public Gaussian merge(Gaussian left, Gaussian right) {
      return left.with(right);
    }
  }
}
