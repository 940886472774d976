package io.convoy.jobs.lasso;

import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;
import java.util.Arrays;

/** Judges models by the rows that were held out, those of new nodes by their neighbours' models. */
final class HeldOut {

  private final NodeTable nodes;
  private final Links links;
  private final Scores scores;
  private final int parameters;

  HeldOut(NodeTable nodes, Links links, LocalModel model) {
    this.nodes = nodes;
    this.links = links;
    this.scores = new Scores(model);
    this.parameters = model.parameters(nodes.train().dimension());
  }

  /** Returns whether anything was held out. */
  boolean any() {
    return nodes.test().labels().length > 0;
  }

  /** Returns whether rows held out tell a better model from a worse one. */
  boolean judges() {
    return any() && (!scores.unsupervised() || scores.clusters() || known());
  }

  /** Returns whether both incidents and others were held out. */
  private boolean known() {
    boolean normal = false;
    boolean incident = false;
    for (double label : nodes.test().labels()) {
      normal |= label == 0;
      incident |= label != 0;
    }
    return nodes.labelled() && normal && incident;
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
    NewNodes.fill(links, left, all, parameters);
    return all;
  }

  /**
   * Returns the error of every node's held-out rows: the mean squared error or distance, or the
   * share of rows in the wrong class or, of one class, on the wrong side; NaN for nodes without.
   *
   * @param all parameters of all nodes
   */
  double[] byNode(double[] all) {
    NodeRows test = nodes.test();
    double[] errors = new double[nodes.nodes()];
    for (int i = 0; i < errors.length; i++) {
      double sum = 0;
      for (int row = test.from()[i]; row < test.from()[i + 1]; row++) {
        double response = scores.response(all, i * parameters, test, row);
        sum += scores.error(response, test.labels()[row]);
      }
      errors[i] = sum / (test.from()[i + 1] - test.from()[i]);
    }
    return errors;
  }

  /**
   * Returns the error of all held-out rows: the mean of the rows' own, or one minus the area under
   * the curve where incidents are known.
   */
  double of(double[] all) {
    if (scores.unsupervised() && known()) {
      return 1 - auc(all);
    }
    NodeRows test = nodes.test();
    double[] byNode = byNode(all);
    double sum = 0;
    for (int i = 0; i < byNode.length; i++) {
      int rows = test.from()[i + 1] - test.from()[i];
      sum += rows == 0 ? 0 : byNode[i] * rows;
    }
    return sum / test.labels().length;
  }

  private double auc(double[] all) {
    double[] found = scores(nodes.test(), all);
    boolean[] incidents = new boolean[found.length];
    for (int row = 0; row < found.length; row++) {
      incidents[row] = nodes.test().labels()[row] != 0;
    }
    return Detection.auc(found, incidents);
  }

  /**
   * Returns the scores of rows that count as normal: those held out, or if there are none those
   * learned from, whose scores are too good.
   */
  double[] normal(double[] all) {
    NodeRows test = nodes.test();
    double[] found = scores(test, all);
    int count = 0;
    for (int row = 0; row < found.length; row++) {
      if (!nodes.labelled() || test.labels()[row] == 0) {
        found[count++] = found[row];
      }
    }
    return count == 0 ? scores(nodes.train(), all) : Arrays.copyOf(found, count);
  }

  private double[] scores(NodeRows rows, double[] all) {
    double[] found = new double[rows.labels().length];
    for (int i = 0; i < nodes.nodes(); i++) {
      for (int row = rows.from()[i]; row < rows.from()[i + 1]; row++) {
        found[row] = scores.score(scores.response(all, i * parameters, rows, row));
      }
    }
    return found;
  }
}
