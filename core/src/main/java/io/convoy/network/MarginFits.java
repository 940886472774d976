package io.convoy.network;

/**
 * Support vector machines at every node, with two classes or one, by coordinate ascent on the dual
 * of the prox (Hsieh and others, "A Dual Coordinate Descent Method for Large-scale Linear SVM",
 * 2008). The prox's own quadratic makes the last parameter curved too, so the dual has no equality
 * constraint. Dual variables are remembered from round to round.
 *
 * <p>With {@code H = diag(1 + t, ..., 1 + t, t)} both classes' rows are {@code (a_k, 1)} times the
 * label, and one class's are {@code (a_k, -1)} with margin 0 and a linear term {@code -r}.
 */
final class MarginFits extends LocalFits {

  private static final long serialVersionUID = 1L;
  private static final int MOST_SWEEPS = 50_000;
  private static final double ACCURACY = 1e-13;

  private final NodeRows rows;
  private final double[] caps;
  private final boolean oneClass;

  private MarginFits(NodeRows rows, int parameters, double[] caps, boolean oneClass) {
    super(rows, parameters);
    this.rows = rows;
    this.caps = caps;
    this.oneClass = oneClass;
  }

  static MarginFits twoClasses(NodeRows rows, LocalModel.Margin model) {
    Labels.check(rows);
    double[] caps = new double[rows.weights().length];
    for (int row = 0; row < caps.length; row++) {
      caps[row] = model.cost() * rows.weights()[row];
    }
    return new MarginFits(rows, model.parameters(rows.dimension()), caps, false);
  }

  static MarginFits oneClass(NodeRows rows, LocalModel.OneClass model) {
    double[] caps = new double[rows.weights().length];
    for (int i = 0; i < rows.nodes(); i++) {
      double sum = 0;
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        sum += rows.weights()[row];
      }
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        caps[row] = rows.weights()[row] / (model.nu() * sum);
      }
    }
    return new MarginFits(rows, model.parameters(rows.dimension()), caps, true);
  }

  @Override
  int memory() {
    return caps.length;
  }

  /** Returns by how much a row misses its margin; negative beyond it. */
  private double missing(int row, double[] x, int at) {
    int d = rows.dimension();
    double sum = 0;
    for (int k = 0; k < d; k++) {
      sum += x[at + k] * rows.features()[row * d + k];
    }
    return oneClass ? x[at + d] - sum : 1 - rows.labels()[row] * (sum + x[at + d]);
  }

  @Override
  double valueOf(int node, double[] x, int at) {
    int d = rows.dimension();
    double value = 0;
    for (int k = 0; k < d; k++) {
      value += x[at + k] * x[at + k];
    }
    value = value / 2 - (oneClass ? x[at + d] : 0);
    for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
      value += caps[row] * Math.max(missing(row, x, at), 0);
    }
    return value;
  }

  @Override
  double conjugateOf(int node, double[] h, double[] x, int at) {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    int d = rows.dimension();
    for (int k = 0; k < d; k++) {
      x[at + k] = t * v[k] / (1 + t);
    }
    x[at + d] = v[d] + (oneClass ? 1 / t : 0);
    for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
      move(row, memory[row], t, x, at);
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double worst = 0;
      for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
        double curvature = square(row) / (1 + t) + 1 / t;
        double old = memory[row];
        double next = Math.max(0, Math.min(caps[row], old + missing(row, x, at) / curvature));
        if (next != old) {
          memory[row] = next;
          move(row, next - old, t, x, at);
          worst = Math.max(worst, Math.abs(next - old) * curvature);
        }
      }
      if (worst <= ACCURACY) {
        return;
      }
    }
  }

  private double square(int row) {
    int d = rows.dimension();
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double a = rows.features()[row * d + k];
      sum += a * a;
    }
    return sum;
  }

  /** Adds {@code alpha} of a row to the parameters. */
  private void move(int row, double alpha, double t, double[] x, int at) {
    int d = rows.dimension();
    double signed = oneClass ? alpha : alpha * rows.labels()[row];
    for (int k = 0; k < d; k++) {
      x[at + k] += signed * rows.features()[row * d + k] / (1 + t);
    }
    x[at + d] += (oneClass ? -alpha : signed) / t;
  }
}
