package io.convoy.network;

/**
 * The normal equations of a node's least squares, {@code 1/2 x'Gx - c'x + k}, intercept last.
 *
 * @param gram G, row-major
 * @param linear c
 * @param constant k
 */
record Normal(double[] gram, double[] linear, double constant) {

  /** Adds up the rows of one node. */
  static Normal of(NodeRows rows, int node, boolean intercept) {
    int d = rows.dimension();
    int p = intercept ? d + 1 : d;
    double[] gram = new double[p * p];
    double[] linear = new double[p];
    double[] a = new double[p];
    double constant = 0;
    for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
      System.arraycopy(rows.features(), row * d, a, 0, d);
      if (intercept) {
        a[d] = 1;
      }
      double weight = rows.weights()[row];
      double label = rows.labels()[row];
      for (int r = 0; r < p; r++) {
        for (int k = 0; k < p; k++) {
          gram[r * p + k] += weight * a[r] * a[k];
        }
        linear[r] += weight * label * a[r];
      }
      constant += weight * label * label / 2;
    }
    return new Normal(gram, linear, constant);
  }
}
