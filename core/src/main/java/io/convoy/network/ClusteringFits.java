package io.convoy.network;

/** The squared distance from the mean of every node's rows: convex clustering. */
final class ClusteringFits extends LocalFits {

  private static final long serialVersionUID = 1L;

  private final double[] means;
  private final double[] weights;

  ClusteringFits(NodeRows rows) {
    super(rows, rows.dimension());
    int p = rows.dimension();
    means = new double[rows.nodes() * p];
    weights = new double[rows.nodes()];
    for (int i = 0; i < rows.nodes(); i++) {
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        double weight = rows.weights()[row];
        weights[i] += weight;
        for (int k = 0; k < p; k++) {
          means[i * p + k] += weight * rows.features()[row * p + k];
        }
      }
      for (int k = 0; k < p && weights[i] > 0; k++) {
        means[i * p + k] /= weights[i];
      }
    }
  }

  @Override
  double valueOf(int node, double[] x, int at) {
    double sum = 0;
    for (int k = 0; k < parameters(); k++) {
      double difference = x[at + k] - means[node * parameters() + k];
      sum += difference * difference;
    }
    return weights[node] * sum / 2;
  }

  @Override
  double conjugateOf(int node, double[] h, double[] x, int at) {
    double product = 0;
    double square = 0;
    for (int k = 0; k < parameters(); k++) {
      product += means[node * parameters() + k] * h[k];
      square += h[k] * h[k];
    }
    return square == 0 ? 0 : product + square / (2 * weights[node]);
  }

  @Override
  void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    double m = weights[node];
    for (int k = 0; k < parameters(); k++) {
      x[at + k] = (m * means[node * parameters() + k] + t * v[k]) / (m + t);
    }
  }

  @Override
  void gradientOf(int node, double[] x, int at, double[] gradients) {
    for (int k = 0; k < parameters(); k++) {
      gradients[at + k] = weights[node] * (x[at + k] - means[node * parameters() + k]);
    }
  }

  @Override
  void minimizeOf(int node, double[] memory, double[] x, int at) {
    if (weights[node] > 0) {
      System.arraycopy(means, node * parameters(), x, at, parameters());
    }
  }
}
