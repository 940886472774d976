package io.convoy.network;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The training rows of some nodes. Immutable: nobody writes to the arrays.
 *
 * @param dimension number of features, at least 1
 * @param from the rows of node {@code i} are {@code from[i]} to {@code from[i + 1]}, exclusive; a
 *     node may have none
 * @param features row-major
 * @param labels one per row; not read by models without labels
 * @param weights one per row, non-negative
 */
public record NodeRows(
    int dimension, int[] from, double[] features, double[] labels, double[] weights)
    implements Serializable {

  public NodeRows {
    if (dimension < 1 || from.length < 2) {
      throw new IllegalArgumentException(
          "rows need at least one feature and one node, got "
              + dimension
              + " and "
              + (from.length - 1));
    }
    int rows = from[from.length - 1];
    if ((long) rows * dimension != features.length
        || rows != labels.length
        || rows != weights.length) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + dimension
              + " features need as many labels and weights, got "
              + features.length
              + " features, "
              + labels.length
              + " labels and "
              + weights.length
              + " weights");
    }
    for (int row = 0; row < rows; row++) {
      check(labels[row], "label", row);
      check(weights[row] < 0 ? Double.NaN : weights[row], "weight", row);
    }
    for (int at = 0; at < features.length; at++) {
      check(features[at], "feature " + at % dimension, at / dimension);
    }
  }

  private static void check(double value, String what, int row) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          what + " of row " + row + " must be a finite number and no weight negative");
    }
  }

  /** Returns rows of weight 1. */
  public static NodeRows of(int dimension, int[] from, double[] features, double[] labels) {
    double[] ones = new double[labels.length];
    Arrays.fill(ones, 1);
    return new NodeRows(dimension, from, features, labels, ones);
  }

  /** Returns the number of nodes. */
  public int nodes() {
    return from.length - 1;
  }

  /** Returns whether {@code node} has rows to learn from. */
  public boolean known(int node) {
    return from[node + 1] > from[node];
  }

  /** Returns the rows of the given nodes, in that order. */
  public NodeRows pick(int[] nodes) {
    int[] starts = new int[nodes.length + 1];
    for (int i = 0; i < nodes.length; i++) {
      starts[i + 1] = starts[i] + from[nodes[i] + 1] - from[nodes[i]];
    }
    int rows = starts[nodes.length];
    double[] x = new double[rows * dimension];
    double[] y = new double[rows];
    double[] w = new double[rows];
    for (int i = 0; i < nodes.length; i++) {
      int first = from[nodes[i]];
      int count = starts[i + 1] - starts[i];
      System.arraycopy(features, first * dimension, x, starts[i] * dimension, count * dimension);
      System.arraycopy(labels, first, y, starts[i], count);
      System.arraycopy(weights, first, w, starts[i], count);
    }
    return new NodeRows(dimension, starts, x, y, w);
  }

  /**
   * Returns the rows of groups of nodes, the groups in the order of their numbers.
   *
   * @param group the number of each node's group, from 0 to {@code groups - 1}
   */
  public NodeRows grouped(int[] group, int groups) {
    int[] order = new int[group.length];
    int[] at = new int[groups + 1];
    for (int g : group) {
      at[g + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      at[g + 1] += at[g];
    }
    int[] firstNode = at.clone();
    for (int i = 0; i < group.length; i++) {
      order[at[group[i]]++] = i;
    }
    NodeRows sorted = pick(order);
    int[] starts = new int[groups + 1];
    for (int g = 0; g <= groups; g++) {
      starts[g] = sorted.from()[firstNode[g]];
    }
    return new NodeRows(dimension, starts, sorted.features, sorted.labels, sorted.weights);
  }
}
