package io.convoy.network;

import java.util.Arrays;

/**
 * The point with the least weighted sum of distances from given points: the model of a new node
 * from those of its neighbours, which is what the network lasso would give it without rows of its
 * own.
 *
 * <p>Weiszfeld's iteration, which may not start from or stop at a given point; so those are tested
 * first: point k is the median iff the pull of the others on it is at most its weight.
 */
public final class GeometricMedian {

  private static final int MOST_STEPS = 100_000;
  private static final double ACCURACY = 1e-14;

  private GeometricMedian() {}

  /**
   * Returns the median.
   *
   * @param points one or more, row-major
   * @param weights one per point, positive
   * @param dimension number of coordinates
   */
  public static double[] of(double[] points, double[] weights, int dimension) {
    if (weights.length == 0 || points.length != weights.length * dimension) {
      throw new IllegalArgumentException(
          "a median needs points of "
              + dimension
              + " coordinates, got "
              + points.length
              + " numbers and "
              + weights.length
              + " weights");
    }
    for (int k = 0; k < weights.length; k++) {
      double[] point = Arrays.copyOfRange(points, k * dimension, (k + 1) * dimension);
      if (isMedian(point, points, weights, dimension)) {
        return point;
      }
    }
    double[] now = new double[dimension];
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      total += weights[k];
      for (int c = 0; c < dimension; c++) {
        now[c] += weights[k] * points[k * dimension + c];
      }
    }
    for (int c = 0; c < dimension; c++) {
      now[c] /= total;
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] next = towards(now, points, weights, dimension);
      double moved = 0;
      double size = 0;
      for (int c = 0; c < dimension; c++) {
        moved = Math.max(moved, Math.abs(next[c] - now[c]));
        size = Math.max(size, Math.abs(next[c]));
      }
      now = next;
      if (moved <= ACCURACY * size) {
        break;
      }
    }
    return now;
  }

  private static boolean isMedian(
      double[] point, double[] points, double[] weights, int dimension) {
    double[] pull = new double[dimension];
    double own = 0;
    for (int k = 0; k < weights.length; k++) {
      double distance = distance(point, points, k, dimension);
      if (distance == 0) {
        own += weights[k];
      }
      for (int c = 0; distance > 0 && c < dimension; c++) {
        pull[c] += weights[k] * (points[k * dimension + c] - point[c]) / distance;
      }
    }
    return EdgePenalty.norm(pull, dimension) <= own;
  }

  private static double[] towards(double[] now, double[] points, double[] weights, int dimension) {
    double[] next = new double[dimension];
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      double distance = Math.max(distance(now, points, k, dimension), Double.MIN_NORMAL);
      total += weights[k] / distance;
      for (int c = 0; c < dimension; c++) {
        next[c] += weights[k] / distance * points[k * dimension + c];
      }
    }
    for (int c = 0; c < dimension; c++) {
      next[c] /= total;
    }
    return next;
  }

  private static double distance(double[] point, double[] points, int k, int dimension) {
    double sum = 0;
    for (int c = 0; c < dimension; c++) {
      double difference = points[k * dimension + c] - point[c];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
