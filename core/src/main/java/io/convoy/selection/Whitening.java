package io.convoy.selection;

import io.convoy.distance.Gaussian;
import io.convoy.geometry.PointBlock;
import java.io.Serializable;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Features of unit length whose distance is TAROT's whitened feature distance (Feng, Nie, Liu and
 * Alahi, arXiv 2412.00420): {@code L^-1 (x - mean)}, scaled to length 1, where {@code L L^T} is the
 * covariance plus {@value #RIDGE}. The squared distance of two rows is {@code 2 - 2 cos}, and any
 * other whitening gives the same. The authors' program multiplies with the transpose instead, which
 * does not whiten.
 *
 * @param mean subtracted
 * @param factor L, row after row
 */
public record Whitening(double[] mean, double[] factor) implements Serializable {

  /** What the authors add to variances. */
  public static final double RIDGE = 1e-5;

  /** Returns the whitening of features, whose covariance costs {@code d^3 / 6}. */
  public static Whitening of(Gaussian features) {
    int d = features.dimension();
    double[][] covariance = new double[d][d];
    for (int k = 0; k < d; k++) {
      for (int l = 0; l < d; l++) {
        covariance[k][l] = (features.covariance(k, l) + features.covariance(l, k)) / 2;
      }
      covariance[k][k] += RIDGE;
    }
    double[][] lower =
        new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-9, 0)
            .getL()
            .getData();
    double[] factor = new double[d * d];
    for (int k = 0; k < d; k++) {
      System.arraycopy(lower[k], 0, factor, k * d, d);
    }
    return new Whitening(features.mean(), factor);
  }

  /** Returns the standard deviation of a feature, the ridge included. */
  public double deviation(int feature) {
    double sum = 0;
    for (int l = 0; l <= feature; l++) {
      double entry = factor[feature * mean.length + l];
      sum += entry * entry;
    }
    return Math.sqrt(sum);
  }

  /**
   * Returns rows with whitened features in double, behind the same lead. A row at the mean stays
   * there: it has no direction.
   */
  public PointBlock apply(PointBlock rows, int lead) {
    int d = mean.length;
    double[] all = new double[rows.rows() * rows.dimension()];
    double[] x = new double[d];
    for (int i = 0; i < rows.rows(); i++) {
      int at = i * rows.dimension();
      for (int k = 0; k < lead; k++) {
        all[at + k] = rows.coordinate(i, k);
      }
      rows.read(i, lead, d, x);
      double squares = 0;
      for (int k = 0; k < d; k++) {
        double sum = x[k] - mean[k];
        for (int l = 0; l < k; l++) {
          sum -= factor[k * d + l] * x[l];
        }
        x[k] = sum / factor[k * d + k];
        squares += x[k] * x[k];
      }
      double length = squares > 0 ? Math.sqrt(squares) : 1;
      for (int k = 0; k < d; k++) {
        all[at + lead + k] = x[k] / length;
      }
    }
    return PointBlock.of(rows.index(), rows.dimension(), all, rows.weights());
  }
}
