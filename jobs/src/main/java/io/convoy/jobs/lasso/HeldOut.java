package io.convoy.jobs.lasso;

import io.convoy.network.GeometricMedian;
import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;
import java.util.Arrays;

/** Judges models by the rows that were held out, those of new nodes by their neighbours' models. */
final class HeldOut {

  private final NodeTable nodes;
  private final Links links;
  private final LocalModel model;
  private final boolean classes;
  private final int parameters;

  HeldOut(NodeTable nodes, Links links, LocalModel model, boolean classes) {
    this.nodes = nodes;
    this.links = links;
    this.model = model;
    this.classes = classes;
    this.parameters = model.parameters(nodes.train().dimension());
  }

  /** Returns whether anything was held out. */
  boolean any() {
    return nodes.test().labels().length > 0;
  }

  /**
   * Returns the parameters of all nodes: of those that took part, and for the others the weighted
   * geometric median of their neighbours' (0 where there are none).
   *
   * @param fitted of nodes that took part, in order
   */
  double[] complete(double[] fitted) {
    boolean[] left = nodes.left();
    double[] all = new double[left.length * parameters];
    int next = 0;
    for (int i = 0; i < left.length; i++) {
      if (!left[i]) {
        System.arraycopy(fitted, next++ * parameters, all, i * parameters, parameters);
      }
    }
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        System.arraycopy(median(i, all), 0, all, i * parameters, parameters);
      }
    }
    return all;
  }

  private double[] median(int node, double[] all) {
    int count = 0;
    int[] near = new int[links.sources().length];
    double[] weights = new double[near.length];
    for (int e = 0; e < near.length; e++) {
      int other =
          links.sources()[e] == node
              ? links.targets()[e]
              : links.targets()[e] == node ? links.sources()[e] : -1;
      if (other >= 0 && !nodes.left()[other]) {
        near[count] = other;
        weights[count++] = links.weights()[e];
      }
    }
    if (count == 0) {
      return new double[parameters];
    }
    double[] points = new double[count * parameters];
    for (int k = 0; k < count; k++) {
      System.arraycopy(all, near[k] * parameters, points, k * parameters, parameters);
    }
    return GeometricMedian.of(points, Arrays.copyOf(weights, count), parameters);
  }

  /**
   * Returns the error of every node's held-out rows: the mean squared error, or the share of rows
   * in the wrong class or outside; NaN for nodes without.
   *
   * @param all parameters of all nodes
   */
  double[] byNode(double[] all) {
    NodeRows test = nodes.test();
    double[] errors = new double[nodes.nodes()];
    for (int i = 0; i < errors.length; i++) {
      double sum = 0;
      for (int row = test.from()[i]; row < test.from()[i + 1]; row++) {
        sum += error(all, i, row);
      }
      errors[i] = sum / (test.from()[i + 1] - test.from()[i]);
    }
    return errors;
  }

  /** Returns the mean over all rows of errors by node. */
  double mean(double[] byNode) {
    NodeRows test = nodes.test();
    double sum = 0;
    for (int i = 0; i < byNode.length; i++) {
      int rows = test.from()[i + 1] - test.from()[i];
      sum += rows == 0 ? 0 : byNode[i] * rows;
    }
    return sum / test.labels().length;
  }

  private double error(double[] all, int node, int row) {
    NodeRows test = nodes.test();
    int d = test.dimension();
    if (model instanceof LocalModel.Clustering) {
      double square = 0;
      for (int k = 0; k < d; k++) {
        double off = all[node * parameters + k] - test.features()[row * d + k];
        square += off * off;
      }
      return square;
    }
    double response = model.respond(all, node * parameters, test.features(), row, d);
    if (model instanceof LocalModel.OneClass) {
      return response < 0 ? 1 : 0;
    }
    double label = test.labels()[row];
    return classes ? (response * label > 0 ? 0 : 1) : (response - label) * (response - label);
  }
}
