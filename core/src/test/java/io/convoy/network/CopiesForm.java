package io.convoy.network;

import java.util.Arrays;

/** The iteration as published, with a copy and a scaled dual at both ends of every edge. */
final class CopiesForm {

  private final Graph graph;
  private final LocalFits fits;
  private final double lambda;
  private final double rho;
  private final int p;
  private final double[] x;
  private final double[] z;
  private final double[] u;
  private double primal;

  CopiesForm(Graph graph, LocalFits fits, double lambda, double rho) {
    this.graph = graph;
    this.fits = fits;
    this.lambda = lambda;
    this.rho = rho;
    p = fits.parameters();
    x = new double[graph.nodes() * p];
    z = new double[2 * graph.edges() * p];
    u = new double[2 * graph.edges() * p];
  }

  double[] x() {
    return x.clone();
  }

  double primal() {
    return primal;
  }

  void start(double[] from) {
    System.arraycopy(from, 0, x, 0, x.length);
  }

  void step() {
    double[] a = new double[p];
    double[] b = new double[p];
    primal = 0;
    for (int i = 0; i < graph.nodes(); i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        int j = graph.neighbour(at);
        if (j > i) {
          int back = place(j, i);
          double distance = 0;
          for (int k = 0; k < p; k++) {
            a[k] = x[i * p + k] + u[at * p + k];
            b[k] = x[j * p + k] + u[back * p + k];
            distance += (a[k] - b[k]) * (a[k] - b[k]);
          }
          double share = lambda * graph.weight(at) / (rho * Math.sqrt(distance));
          double theta = distance == 0 ? 0.5 : Math.max(1 - share, 0.5);
          for (int k = 0; k < p; k++) {
            z[at * p + k] = theta * a[k] + (1 - theta) * b[k];
            z[back * p + k] = (1 - theta) * a[k] + theta * b[k];
            u[at * p + k] += x[i * p + k] - z[at * p + k];
            u[back * p + k] += x[j * p + k] - z[back * p + k];
            primal += Math.pow(x[i * p + k] - z[at * p + k], 2);
            primal += Math.pow(x[j * p + k] - z[back * p + k], 2);
          }
        }
      }
    }
    primal = Math.sqrt(primal);
    moveNodes();
  }

  private int place(int node, int neighbour) {
    for (int at = graph.offset(node); ; at++) {
      if (graph.neighbour(at) == neighbour) {
        return at;
      }
    }
  }

  private void moveNodes() {
    double[] v = new double[p];
    for (int i = 0; i < graph.nodes(); i++) {
      int degree = graph.degree(i);
      Arrays.fill(v, 0);
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        for (int k = 0; k < p; k++) {
          v[k] += (z[at * p + k] - u[at * p + k]) / degree;
        }
      }
      fits.prox(i, rho * degree, v, new double[fits.memory()], x, i * p);
    }
  }
}
