package io.convoy.network;

import java.util.Arrays;

/**
 * Ridge regression at every node, functions {@code 1/2 x'Hx - c'x + k}. The eigenvectors of every H
 * are cached rather than a factor of it, so that a prox of any strength costs two products.
 */
final class RidgeFits extends LocalFits {

  private static final long serialVersionUID = 1L;

  /** Eigenvalues this far below the largest are rounding of zero. */
  private static final double SINGULAR = 1e-13;

  private final double[] values;
  private final double[] vectors;
  private final double[] linear;
  private final double[] constant;

  RidgeFits(NodeRows rows, LocalModel.Ridge model) {
    super(rows, model.parameters(rows.dimension()));
    int p = parameters();
    values = new double[rows.nodes() * p];
    vectors = new double[rows.nodes() * p * p];
    linear = new double[rows.nodes() * p];
    constant = new double[rows.nodes()];
    for (int i = 0; i < rows.nodes(); i++) {
      if (rows.known(i)) {
        Normal form = Normal.of(rows, i, model.intercept());
        for (int k = 0; k < rows.dimension(); k++) {
          form.gram()[k * p + k] += model.penalty();
        }
        SymmetricEigen.decompose(form.gram(), p, values, i * p, vectors, i * p * p);
        product(i, form.linear(), linear, i * p);
        constant[i] = form.constant();
      }
    }
  }

  /** Writes the components of {@code x} along the node's eigenvectors, which are rows. */
  private void product(int node, double[] x, double[] to, int at) {
    int p = parameters();
    int q = node * p * p;
    for (int r = 0; r < p; r++) {
      double sum = 0;
      for (int k = 0; k < p; k++) {
        sum += vectors[q + r * p + k] * x[k];
      }
      to[at + r] = sum;
    }
  }

  private void back(int node, double[] components, double[] x, int at) {
    int p = parameters();
    int q = node * p * p;
    for (int k = 0; k < p; k++) {
      double sum = 0;
      for (int r = 0; r < p; r++) {
        sum += vectors[q + r * p + k] * components[r];
      }
      x[at + k] = sum;
    }
  }

  @Override
  double valueOf(int node, double[] x, int at) {
    int p = parameters();
    int q = node * p * p;
    double value = constant[node];
    for (int r = 0; r < p; r++) {
      double component = 0;
      for (int k = 0; k < p; k++) {
        component += vectors[q + r * p + k] * x[at + k];
      }
      value += component * (values[node * p + r] * component / 2 - linear[node * p + r]);
    }
    return value;
  }

  @Override
  double conjugateOf(int node, double[] h, double[] x, int at) {
    int p = parameters();
    int q = node * p * p;
    double largest = values[node * p + p - 1];
    double value = -constant[node];
    for (int r = 0; r < p; r++) {
      double component = linear[node * p + r];
      for (int k = 0; k < p; k++) {
        component += vectors[q + r * p + k] * h[k];
      }
      double curvature = values[node * p + r];
      if (curvature > SINGULAR * largest) {
        value += component * component / (2 * curvature);
      } else if (component != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return value;
  }

  @Override
  void gradientOf(int node, double[] x, int at, double[] gradients) {
    int p = parameters();
    double[] components = new double[p];
    product(node, Arrays.copyOfRange(x, at, at + p), components, 0);
    for (int r = 0; r < p; r++) {
      components[r] = values[node * p + r] * components[r] - linear[node * p + r];
    }
    back(node, components, gradients, at);
  }

  @Override
  void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    int p = parameters();
    int q = node * p * p;
    for (int k = 0; k < p; k++) {
      x[at + k] = 0;
    }
    for (int r = 0; r < p; r++) {
      double component = 0;
      for (int k = 0; k < p; k++) {
        component += vectors[q + r * p + k] * v[k];
      }
      double solved = (linear[node * p + r] + t * component) / (values[node * p + r] + t);
      for (int k = 0; k < p; k++) {
        x[at + k] += vectors[q + r * p + k] * solved;
      }
    }
  }

  @Override
  void minimizeOf(int node, double[] memory, double[] x, int at) {
    int p = parameters();
    double largest = values[node * p + p - 1];
    double[] now = new double[p];
    double[] own = new double[p];
    System.arraycopy(x, at, own, 0, p);
    product(node, own, now, 0);
    for (int r = 0; r < p; r++) {
      double curvature = values[node * p + r];
      if (curvature > SINGULAR * largest) { // elsewhere every value is as good as the given one
        now[r] = linear[node * p + r] / curvature;
      }
    }
    back(node, now, x, at);
  }
}
