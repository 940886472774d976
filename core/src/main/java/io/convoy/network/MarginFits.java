package io.convoy.network;

/**
 * Support vector machines at every node, with two classes or one, by coordinate ascent on the dual
 * of the prox (Hsieh and others, "A Dual Coordinate Descent Method for Large-scale Linear SVM",
 * 2008). The prox's own quadratic makes the last parameter curved too, so the dual has no equality
 * constraint. Dual variables are remembered from round to round, and a prox ends when they violate
 * their conditions a hundred times less than those remembered did: how exact it is follows how far
 * the rounds still have to go, and repeated calls converge. Between sweeps over all rows those on
 * their margin, a few, are swept alone.
 *
 * <p>With {@code H = diag(1 + t, ..., 1 + t, t)} both classes' rows are {@code (a_k, 1)} times the
 * label, and one class's are {@code (a_k, -1)} with margin 0 and a linear term {@code -r}.
 */
final class MarginFits extends LocalFits {

  private static final long serialVersionUID = 1L;
  private static final double ACCURACY = 1e-13;
  private static final double BETTER = 1e-2;
  private static final int MOST_SWEEPS = 200;
  private static final int MOST_EXACT_SWEEPS = 50_000;
  private static final int FREE_SWEEPS = 20;

  /** The curvature of the loss, so that neither the prox nor its steps are badly conditioned. */
  private static final double OWN_STEP = 1;

  private final NodeRows rows;
  private final double[] caps;
  private final double[] squares;
  private final boolean oneClass;

  private MarginFits(NodeRows rows, int parameters, double[] caps, boolean oneClass) {
    super(rows, parameters);
    this.rows = rows;
    this.caps = caps;
    this.squares = new double[caps.length];
    for (int row = 0; row < squares.length; row++) {
      squares[row] = dot(rows.features(), row * rows.dimension(), rows.features(), row, rows);
    }
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
    double sum = dot(x, at, rows.features(), row, rows);
    double last = x[at + rows.dimension()];
    return oneClass ? last - sum : 1 - rows.labels()[row] * (sum + last);
  }

  /** The product of d numbers from {@code at} on with a row, in four sums that do not wait. */
  private static double dot(double[] x, int at, double[] features, int row, NodeRows rows) {
    int d = rows.dimension();
    int from = row * d;
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int k = 0;
    for (; k + 3 < d; k += 4) {
      first += x[at + k] * features[from + k];
      second += x[at + k + 1] * features[from + k + 1];
      third += x[at + k + 2] * features[from + k + 2];
      fourth += x[at + k + 3] * features[from + k + 3];
    }
    for (; k < d; k++) {
      first += x[at + k] * features[from + k];
    }
    return (first + second) + (third + fourth);
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
    ascend(node, t, v, memory, x, at, BETTER, MOST_SWEEPS);
  }

  @Override
  void exactProxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    ascend(node, t, v, memory, x, at, 0, MOST_EXACT_SWEEPS);
  }

  @Override
  void minimizeOf(int node, double[] memory, double[] x, int at) {
    proximalPoints(node, OWN_STEP, memory, x, at);
  }

  /**
   * Improves the dual variables until their worst violation is {@code better} of what it was.
   *
   * @param most sweeps over all rows
   */
  private void ascend(
      int node,
      double t,
      double[] v,
      double[] memory,
      double[] x,
      int at,
      double better,
      int most) {
    int d = rows.dimension();
    int from = rows.from()[node];
    int end = rows.from()[node + 1];
    for (int k = 0; k < d; k++) {
      x[at + k] = t * v[k] / (1 + t);
    }
    x[at + d] = v[d] + (oneClass ? 1 / t : 0);
    for (int row = from; row < end; row++) {
      if (memory[row] != 0) {
        move(row, memory[row], t, x, at);
      }
    }
    double enough = ACCURACY;
    for (int sweep = 0; sweep < most; sweep++) {
      double worst = 0;
      for (int row = from; row < end; row++) {
        worst = Math.max(worst, improve(row, t, memory, x, at));
      }
      enough = sweep == 0 ? Math.max(ACCURACY, better * worst) : enough;
      if (worst <= enough) {
        return;
      }
      double free = worst;
      for (int again = 0; again < FREE_SWEEPS && free > enough / 2; again++) {
        free = 0;
        for (int row = from; row < end; row++) {
          if (memory[row] > 0 && memory[row] < caps[row]) {
            free = Math.max(free, improve(row, t, memory, x, at));
          }
        }
      }
    }
  }

  /** Moves one dual variable to its best; returns by how much it violated its condition. */
  private double improve(int row, double t, double[] memory, double[] x, int at) {
    double curvature = squares[row] / (1 + t) + 1 / t;
    double old = memory[row];
    double next = Math.max(0, Math.min(caps[row], old + missing(row, x, at) / curvature));
    if (next == old) {
      return 0;
    }
    memory[row] = next;
    move(row, next - old, t, x, at);
    return Math.abs(next - old) * curvature;
  }

  /** Adds {@code alpha} of a row to the parameters. */
  private void move(int row, double alpha, double t, double[] x, int at) {
    int d = rows.dimension();
    double signed = oneClass ? alpha : alpha * rows.labels()[row];
    double step = signed / (1 + t);
    double[] features = rows.features();
    int from = row * d;
    for (int k = 0; k < d; k++) {
      x[at + k] += step * features[from + k];
    }
    x[at + d] += (oneClass ? -alpha : signed) / t;
  }
}
