package io.convoy.network;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The spectrum of a small symmetric matrix, in ascending order. */
final class SymmetricEigen {

  private SymmetricEigen() {}

  /**
   * Writes the {@code p} eigenvalues of a row-major matrix, negative ones as 0, and its
   * eigenvectors as rows.
   */
  static void decompose(
      double[] matrix, int p, double[] values, int valuesAt, double[] vectors, int vectorsAt) {
    double[][] square = new double[p][p];
    for (int r = 0; r < p; r++) {
      for (int k = 0; k < p; k++) {
        square[r][k] = (matrix[r * p + k] + matrix[k * p + r]) / 2;
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(square, false));
    for (int r = 0; r < p; r++) {
      int from = p - 1 - r; // the library's order is descending
      values[valuesAt + r] = Math.max(0, eigen.getRealEigenvalue(from));
      for (int k = 0; k < p; k++) {
        vectors[vectorsAt + r * p + k] = eigen.getV().getEntry(k, from);
      }
    }
  }
}
