package io.convoy.geometry;

/** {@code |x - y|}. */
record Euclidean() implements NormCost {

  @Override
  public String toString() {
    return "euclidean";
  }

  @Override
  public double power() {
    return 2;
  }

  @Override
  public double between(double[] x, double[] y) {
    double squares = 0;
    for (int k = 0; k < x.length; k++) {
      squares += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return Math.sqrt(squares);
  }

  @Override
  public void between(double[] x, PointBlock columns, int[] list, int count, double[] costs) {
    for (int i = 0; i < count; i++) {
      costs[i] = Math.sqrt(columns.squaredDistance(list[i], x));
    }
  }
}
