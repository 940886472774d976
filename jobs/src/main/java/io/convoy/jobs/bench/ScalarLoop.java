package io.convoy.jobs.bench;

import io.convoy.geometry.PointBlock;

/**
 * The sweep as a textbook writes it, on one thread: a double loop over pairs with {@link Math#exp}.
 * It handles the squared distance whatever the workload's cost is; another takes about as long.
 */
final class ScalarLoop {

  private static final int MOST_COLUMNS = 8192;

  /** About a twentieth of a second at low dimension. */
  private static final int PAIRS = 1 << 21;

  private final double[][] x;
  private final double[][] y;
  private final double[] g;
  private final double epsilon;
  private final double[] z;
  private final double[] mass;
  private double fastest = Double.POSITIVE_INFINITY;

  ScalarLoop(PointBlock rows, PointBlock columns, double[] potentials, double epsilon) {
    y = first(columns, MOST_COLUMNS);
    x = first(rows, Math.max(1, PAIRS / y.length));
    g = potentials;
    this.epsilon = epsilon;
    z = new double[y.length];
    mass = new double[y.length];
  }

  /** Runs the loop once and keeps its time if it is the least so far. */
  void round() {
    long began = System.nanoTime();
    for (double[] from : x) {
      row(from);
    }
    fastest = Math.min(fastest, (System.nanoTime() - began) / 1e9);
  }

  /** Returns the pairs per second of the fastest round. */
  double pairsPerSecond() {
    return x.length * (double) y.length / fastest;
  }

  private void row(double[] from) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < y.length; j++) {
      double[] to = y[j];
      double cost = 0;
      for (int k = 0; k < from.length; k++) {
        double difference = from[k] - to[k];
        cost += difference * difference;
      }
      z[j] = (g[j] - cost) / epsilon;
      max = Math.max(max, z[j]);
    }
    double sum = 0;
    for (int j = 0; j < y.length; j++) {
      z[j] = Math.exp(z[j] - max);
      sum += z[j];
    }
    double factor = 1 / (sum * x.length);
    for (int j = 0; j < y.length; j++) {
      mass[j] += factor * z[j];
    }
  }

  private static double[][] first(PointBlock block, int most) {
    double[][] points = new double[Math.min(most, block.rows())][block.dimension()];
    for (int i = 0; i < points.length; i++) {
      for (int k = 0; k < points[i].length; k++) {
        points[i][k] = block.coordinate(i, k);
      }
    }
    return points;
  }
}
