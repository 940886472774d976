package io.convoy.network;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Logistic regression at every node, by Newton's method with halved steps where the full one does
 * not descend.
 *
 * <p>Without an intercept the function is strongly convex, and {@code f*(h) <= h.x - f(x) + ||h -
 * f'(x)||^2 / (2 penalty)} for every x bounds its conjugate.
 */
final class LogisticFits extends LocalFits {

  private static final long serialVersionUID = 1L;
  private static final int MOST_STEPS = 100;
  private static final double ACCURACY = 1e-13;

  private final NodeRows rows;
  private final LocalModel.Logistic model;

  LogisticFits(NodeRows rows, LocalModel.Logistic model) {
    super(rows, model.parameters(rows.dimension()));
    Labels.check(rows);
    this.rows = rows;
    this.model = model;
  }

  @Override
  double valueOf(int node, double[] x, int at) {
    int d = rows.dimension();
    double value = 0;
    for (int k = 0; k < d; k++) {
      value += x[at + k] * x[at + k];
    }
    value *= model.penalty() / 2;
    for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
      double margin = rows.labels()[row] * model.respond(x, at, rows.features(), row, d);
      double loss = Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(-margin, 0);
      value += rows.weights()[row] * loss;
    }
    return value;
  }

  @Override
  double conjugateOf(int node, double[] h, double[] x, int at) {
    if (model.intercept()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] gradient = new double[parameters()];
    slope(node, x, at, gradient, null);
    double bound = -valueOf(node, x, at);
    for (int k = 0; k < gradient.length; k++) {
      double difference = h[k] - gradient[k];
      bound += h[k] * x[at + k] + difference * difference / (2 * model.penalty());
    }
    return bound;
  }

  /** Writes the gradient and, unless it is null, the Hessian. */
  private void slope(int node, double[] x, int at, double[] gradient, double[][] hessian) {
    int d = rows.dimension();
    int p = parameters();
    Arrays.fill(gradient, 0);
    for (int k = 0; k < d; k++) {
      gradient[k] = model.penalty() * x[at + k];
      if (hessian != null) {
        hessian[k][k] = model.penalty();
      }
    }
    double[] a = new double[p];
    a[p - 1] = 1;
    for (int row = rows.from()[node]; row < rows.from()[node + 1]; row++) {
      System.arraycopy(rows.features(), row * d, a, 0, d);
      double label = rows.labels()[row];
      double margin = label * model.respond(x, at, rows.features(), row, d);
      double wrong = 1 / (1 + Math.exp(margin));
      double weight = rows.weights()[row];
      for (int k = 0; k < p; k++) {
        gradient[k] -= weight * label * wrong * a[k];
        for (int l = 0; hessian != null && l < p; l++) {
          hessian[k][l] += weight * wrong * (1 - wrong) * (a[k] * a[l]); // the same as [l][k]
        }
      }
    }
  }

  @Override
  void gradientOf(int node, double[] x, int at, double[] gradients) {
    double[] own = new double[parameters()];
    slope(node, x, at, own, null);
    System.arraycopy(own, 0, gradients, at, own.length);
  }

  @Override
  void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    int p = parameters();
    double[] now = v.clone();
    double[] gradient = new double[p];
    for (int step = 0; step < MOST_STEPS; step++) {
      double[][] hessian = new double[p][p];
      slope(node, now, 0, gradient, hessian);
      for (int k = 0; k < p; k++) {
        gradient[k] += t * (now[k] - v[k]);
        hessian[k][k] += t;
      }
      double[] direction =
          new CholeskyDecomposition(new Array2DRowRealMatrix(hessian, false))
              .getSolver()
              .solve(new ArrayRealVector(gradient, false))
              .toArray();
      double decrement = 0;
      for (int k = 0; k < p; k++) {
        decrement += gradient[k] * direction[k];
      }
      now = descend(node, t, v, now, direction, decrement);
      if (decrement <= ACCURACY * ACCURACY * (1 + t)) {
        break;
      }
    }
    System.arraycopy(now, 0, x, at, p);
  }

  private double[] descend(
      int node, double t, double[] v, double[] now, double[] direction, double decrement) {
    double before = near(node, t, v, now);
    double slack = 1e-14 * Math.abs(before);
    double[] next = new double[now.length];
    for (double size = 1; ; size /= 2) {
      for (int k = 0; k < now.length; k++) {
        next[k] = now[k] - size * direction[k];
      }
      if (size < 1e-6 || near(node, t, v, next) <= before - size * decrement / 4 + slack) {
        return next;
      }
    }
  }

  private double near(int node, double t, double[] v, double[] x) {
    double square = 0;
    for (int k = 0; k < x.length; k++) {
      square += (x[k] - v[k]) * (x[k] - v[k]);
    }
    return valueOf(node, x, 0) + t * square / 2;
  }
}
