package io.convoy.geometry;

/** {@code sum_k |x_k - y_k|}, also called cityblock. */
record Manhattan() implements NormCost {

  @Override
  public String toString() {
    return "manhattan";
  }

  @Override
  public double power() {
    return 1;
  }

  @Override
  public double between(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += Math.abs(x[k] - y[k]);
    }
    return sum;
  }
}
