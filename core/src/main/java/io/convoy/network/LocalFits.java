package io.convoy.network;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The functions {@code f_i} of a block's nodes, with what is cached for them. Immutable; all
 * methods may run at the same time.
 */
public abstract sealed class LocalFits implements Serializable
    permits ClusteringFits, LassoFits, LogisticFits, MarginFits, RidgeFits {

  private static final long serialVersionUID = 1L;

  /** Enough for functions whose curvature is far below the step's; see {@link #minimize}. */
  private static final int MOST_STEPS = 2000;

  private final int parameters;
  private final boolean[] known;

  LocalFits(NodeRows rows, int parameters) {
    this.parameters = parameters;
    this.known = new boolean[rows.nodes()];
    for (int i = 0; i < known.length; i++) {
      known[i] = rows.known(i);
    }
  }

  /** Returns the number of nodes. */
  public final int nodes() {
    return known.length;
  }

  /** Returns the number of parameters of a node. */
  public final int parameters() {
    return parameters;
  }

  /** Returns whether a node has rows. */
  final boolean known(int node) {
    return known[node];
  }

  /** Returns how many numbers the proxes remember from one call to the next, for all nodes. */
  int memory() {
    return 0;
  }

  /** Returns {@code f_i} at the parameters that begin at {@code x[at]}. */
  final double value(int node, double[] x, int at) {
    return known[node] ? valueOf(node, x, at) : 0;
  }

  /**
   * Returns an upper bound of the conjugate {@code f_i*(h)}, exact where there is a closed form;
   * infinite where none is known.
   *
   * @param x parameters near which the conjugate's maximum is expected, from {@code at} on
   */
  final double conjugate(int node, double[] h, double[] x, int at) {
    if (known[node]) {
      return conjugateOf(node, h, x, at);
    }
    return EdgePenalty.norm(h, parameters) == 0 ? 0 : Double.POSITIVE_INFINITY;
  }

  /**
   * Writes {@code argmin f_i(x) + t/2 ||x - v||^2} to {@code x} from {@code at} on: exactly, or for
   * models that are found step by step from their memory, so much closer than the last that
   * repeated calls converge.
   *
   * @param t positive
   * @param memory what the last call left; this call's is left there
   */
  final void prox(int node, double t, double[] v, double[] memory, double[] x, int at) {
    if (known[node]) {
      proxOf(node, t, v, memory, x, at);
    } else {
      System.arraycopy(v, 0, x, at, parameters);
    }
  }

  /**
   * Replaces the parameters at {@code x[at]} by a minimiser of {@code f_i} alone, to about 1e-12;
   * leaves those of a node without rows.
   */
  final void minimize(int node, double[] memory, double[] x, int at) {
    if (known[node]) {
      minimizeOf(node, memory, x, at);
    }
  }

  /** Returns every node's own best parameters, node by node; 0 for a node without rows. */
  public final double[] minimizers() {
    double[] x = new double[nodes() * parameters];
    double[] memory = new double[memory()];
    for (int i = 0; i < nodes(); i++) {
      minimize(i, memory, x, i * parameters);
    }
    return x;
  }

  /** Returns the sum of all nodes' functions at parameters given node by node. */
  public final double total(double[] x) {
    double sum = 0;
    for (int i = 0; i < nodes(); i++) {
      sum += value(i, x, i * parameters);
    }
    return sum;
  }

  /**
   * Returns the gradients of all nodes' functions at {@code x}, node by node. For functions that
   * have none everywhere they are those of the Moreau envelope, a smooth function close by.
   */
  public final double[] gradients(double[] x) {
    double[] gradients = new double[nodes() * parameters];
    for (int i = 0; i < nodes(); i++) {
      if (known[i]) {
        gradientOf(i, x, i * parameters, gradients);
      }
    }
    return gradients;
  }

  void gradientOf(int node, double[] x, int at, double[] gradients) {
    double t = 1e4;
    double[] v = Arrays.copyOfRange(x, at, at + parameters);
    exactProxOf(node, t, v, new double[memory()], gradients, at);
    for (int k = 0; k < parameters; k++) {
      gradients[at + k] = t * (v[k] - gradients[at + k]);
    }
  }

  /** Unless a model knows better; its step is long, since proxes are exact. */
  void minimizeOf(int node, double[] memory, double[] x, int at) {
    proximalPoints(node, 1e-2, memory, x, at);
  }

  /** Unless a model's prox is not. */
  void exactProxOf(int node, double t, double[] v, double[] memory, double[] x, int at) {
    proxOf(node, t, v, memory, x, at);
  }

  /** The proximal point method (Rockafellar 1976) with steps of length {@code 1 / t}. */
  final void proximalPoints(int node, double t, double[] memory, double[] x, int at) {
    double[] v = new double[parameters];
    for (int step = 0; step < MOST_STEPS; step++) {
      System.arraycopy(x, at, v, 0, parameters);
      proxOf(node, t, v, memory, x, at);
      double moved = 0;
      double size = 1;
      for (int k = 0; k < parameters; k++) {
        moved = Math.max(moved, Math.abs(x[at + k] - v[k]));
        size = Math.max(size, Math.abs(v[k]));
      }
      if (moved <= 1e-12 * size) {
        return;
      }
    }
  }

  abstract double valueOf(int node, double[] x, int at);

  abstract double conjugateOf(int node, double[] h, double[] x, int at);

  abstract void proxOf(int node, double t, double[] v, double[] memory, double[] x, int at);
}
