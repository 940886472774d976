package io.convoy;

import io.convoy.network.Graph;
import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;

/** Checks nodes, their rows and their edges as callers hand them in, and copies them. */
final class Nodes {

  private Nodes() {}

  /** Returns labels of rows that have none. */
  static double[][] noLabels(double[][][] features) {
    double[][] labels = new double[features.length][];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = features[i] == null ? null : new double[features[i].length];
    }
    return labels;
  }

  static NodeRows read(double[][][] features, double[][] labels) {
    if (features == null || features.length == 0) {
      throw new IllegalArgumentException(
          "features must have at least one node, got " + (features == null ? "null" : "none"));
    }
    if (labels == null || labels.length != features.length) {
      throw new IllegalArgumentException(
          "labels must be of as many nodes as features, got "
              + (labels == null ? "null" : labels.length)
              + " for "
              + features.length);
    }
    int[] from = new int[features.length + 1];
    int dimension = 0;
    String first = "";
    for (int i = 0; i < features.length; i++) {
      String node = "features[" + i + "]";
      if (features[i] == null || labels[i] == null || labels[i].length != features[i].length) {
        throw new IllegalArgumentException(
            "every row needs a label, got "
                + (labels[i] == null ? "null" : labels[i].length + " labels")
                + " for "
                + (features[i] == null ? "null" : features[i].length + " rows")
                + " of node "
                + i);
      }
      Points.requireFinite("labels[" + i + "]", labels[i]);
      if (features[i].length > 0) {
        int length = Points.read(node, features[i]).dimension();
        if (dimension == 0) {
          dimension = length;
          first = node;
        } else if (length != dimension) {
          throw new IllegalArgumentException(
              "rows must be of equal length, got "
                  + length
                  + " values in each of "
                  + node
                  + " and "
                  + dimension
                  + " in each of "
                  + first);
        }
      }
      from[i + 1] = Math.addExact(from[i], features[i].length);
    }
    if (dimension == 0) {
      throw new IllegalArgumentException("at least one node must have a row, got none");
    }
    double[] values = new double[Math.multiplyExact(from[features.length], dimension)];
    double[] targets = new double[from[features.length]];
    for (int i = 0; i < features.length; i++) {
      for (int r = 0; r < features[i].length; r++) {
        System.arraycopy(features[i][r], 0, values, (from[i] + r) * dimension, dimension);
        targets[from[i] + r] = labels[i][r];
      }
    }
    return NodeRows.of(dimension, from, values, targets);
  }

  static Graph graph(int nodes, int[][] pairs, double[] weights) {
    int[] sources = new int[pairs.length];
    int[] targets = new int[pairs.length];
    for (int e = 0; e < pairs.length; e++) {
      if (pairs[e] == null || pairs[e].length != 2) {
        throw new IllegalArgumentException(
            "an edge must be a pair of nodes, got "
                + (pairs[e] == null ? "null" : pairs[e].length + " values")
                + " in pairs["
                + e
                + "]");
      }
      sources[e] = pairs[e][0];
      targets[e] = pairs[e][1];
    }
    return Graph.of(nodes, sources, targets, weights);
  }

  /** Passes if labels are those of two classes where a model tells two apart. */
  static void requireLabels(LocalModel model, NodeRows rows) {
    if (!(model instanceof LocalModel.Logistic || model instanceof LocalModel.Margin)) {
      return;
    }
    for (int i = 0; i < rows.nodes(); i++) {
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        if (Math.abs(rows.labels()[row]) != 1) {
          throw new IllegalArgumentException(
              "labels must be -1 or 1, got "
                  + rows.labels()[row]
                  + " at labels["
                  + i
                  + "]["
                  + (row - rows.from()[i])
                  + "]");
        }
      }
    }
  }
}
