package io.convoy.robust;

/**
 * Products of some vectors less their weighted mean.
 *
 * @param products {@code <x_i - m, x_j - m>}
 * @param weights non-negative, summing to 1
 */
record Centred(double[][] products, double[] weights) {

  static Centred of(Gram gram, int[] of, double[] weights) {
    int n = of.length;
    double[] cross = new double[n];
    double inner = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        cross[a] += weights[b] * gram.difference(of[a], of[b]);
      }
      inner += weights[a] * cross[a];
    }
    double[][] products = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = gram.difference(of[a], of[b]) - cross[a] - cross[b] + inner;
        products[b][a] = products[a][b];
      }
    }
    return new Centred(products, weights);
  }

  /** Returns a matrix with the eigenvalues of the weighted covariance, beside zeros. */
  double[][] covariance() {
    int n = weights.length;
    double[][] scaled = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        scaled[a][b] = Math.sqrt(weights[a] * weights[b]) * products[a][b];
      }
    }
    return scaled;
  }
}
