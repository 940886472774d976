package io.convoy.network;

/**
 * Least squares with an absolute penalty at every node, by coordinate descent on cached normal
 * equations (Friedman, Hastie and Tibshirani, "Regularization Paths for Generalized Linear Models
 * via Coordinate Descent", 2010). It has no conjugate in closed form.
 */
final class LassoFits extends LocalFits {

  private static final long serialVersionUID = 1L;
  private static final int MOST_SWEEPS = 10_000;
  private static final double ACCURACY = 1e-14;

  private final double[] gram;
  private final double[] linear;
  private final double[] constant;
  private final double penalty;
  private final int penalized;

  LassoFits(NodeRows rows, LocalModel.Lasso model) {
    super(rows, model.parameters(rows.dimension()));
    int p = parameters();
    penalty = model.penalty();
    penalized = rows.dimension();
    gram = new double[rows.nodes() * p * p];
    linear = new double[rows.nodes() * p];
    constant = new double[rows.nodes()];
    for (int i = 0; i < rows.nodes(); i++) {
      Normal form = Normal.of(rows, i, model.intercept());
      System.arraycopy(form.gram(), 0, gram, i * p * p, p * p);
      System.arraycopy(form.linear(), 0, linear, i * p, p);
      constant[i] = form.constant();
    }
  }

  @Override
  double valueOf(int node, double[] x, int at) {
    int p = parameters();
    double value = constant[node];
    for (int r = 0; r < p; r++) {
      double row = 0;
      for (int k = 0; k < p; k++) {
        row += gram[(node * p + r) * p + k] * x[at + k];
      }
      value += x[at + r] * (row / 2 - linear[node * p + r]);
      value += r < penalized ? penalty * Math.abs(x[at + r]) : 0;
    }
    return value;
  }

  @Override
  double conjugateOf(int node, double[] h, double[] x, int at) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    int p = parameters();
    System.arraycopy(v, 0, x, at, p);
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      double size = 0;
      for (int k = 0; k < p; k++) {
        double rest = linear[node * p + k] + t * v[k];
        int row = (node * p + k) * p;
        for (int l = 0; l < p; l++) {
          rest -= l == k ? 0 : gram[row + l] * x[at + l];
        }
        double shrunk =
            k < penalized ? Math.signum(rest) * Math.max(Math.abs(rest) - penalty, 0) : rest;
        double next = shrunk / (gram[row + k] + t);
        moved = Math.max(moved, Math.abs(next - x[at + k]));
        size = Math.max(size, Math.abs(next));
        x[at + k] = next;
      }
      if (moved <= ACCURACY * size) {
        return;
      }
    }
  }
}
