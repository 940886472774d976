package io.convoy.geometry;

import java.util.Optional;

/**
 * A norm of the difference of the points, {@code (sum_k |x_k - y_k|^p)^(1/p)}. It is summed from
 * coordinate differences: taken from a product it would lose half its digits between close points.
 * A difference needs one centre for both sides.
 *
 * <p>To be implemented where a new cost is such a norm; what implements it is a value and has no
 * state but what makes it equal to others.
 */
public non-sealed interface NormCost extends UsualCost {

  /** Returns p, {@code >= 1} and finite. */
  double power();

  @Override
  default double[] rowCentre(double[] middle, double[] columns) {
    return columns;
  }

  @Override
  default double rowPart(double[] x, double[] rowCentre, double[] columnCentre) {
    return 0;
  }

  @Override
  default double columnPart(double[] y, double[] rowCentre, double[] columnCentre) {
    return 0;
  }

  @Override
  default double rowFactor(double scale) {
    return 1;
  }

  /** The squared length. */
  @Override
  default double sumPart(double[] y, double[] rowCentre, double[] columnCentre) {
    return Projection.dot(y, y);
  }

  /** From the sum of the squared Euclidean distances, by Jensen's inequality. */
  @Override
  default double sum(double[] x, double rowPart, double total, double part, double products) {
    double squares = total * Projection.dot(x, x) + part - 2 * products;
    return Math.max(1, overEuclidean(x.length)) * Math.sqrt(total * Math.max(0, squares));
  }

  @Override
  default Optional<DistanceBound> bound(int dimension) {
    return Optional.of(new DistanceBound(Math.min(1, overEuclidean(dimension)), false));
  }

  /**
   * Returns the norm of a vector of so many equal coordinates, of Euclidean length 1. Of all
   * vectors of that length this one or a unit vector, whose norm is 1, has the largest norm, and
   * the other the least.
   */
  private double overEuclidean(int dimension) {
    return Math.pow(dimension, 1 / power() - 0.5);
  }
}
