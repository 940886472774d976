package io.convoy.clustering;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import java.io.Serializable;

/**
 * The cost {@code -log softmax_j(-c_ij)} of a row to each prototype, c a cost between points: how
 * unlikely the prototype is under the model whose logits are the negated costs. It is c and a term
 * of the row alone, {@code log sum_j e^-c_ij}. That term changes which rows stay out.
 *
 * <p>It is written as an inner product of longer points, so that it takes the same kernels. For
 * {@code c = -<x, y>} a row is {@code (x, -l)} and a prototype {@code (y, 1)}, l the row's term;
 * for {@code c = |x - y|^2} they are {@code (2 x, -|x|^2 - l, 1)} and {@code (y, 1, -|y|^2)}.
 */
public final class LogSoftmax implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GroundCost cost;
  private final double[][] prototypes;

  /**
   * The cost over some prototypes.
   *
   * @throws IllegalArgumentException if the cost is no product
   */
  public LogSoftmax(GroundCost cost, PointBlock prototypes) {
    if (!takes(cost)) {
      throw new IllegalArgumentException(
          "the softmax is taken of the costs inner-product and sqeuclidean, got " + cost);
    }
    this.cost = cost;
    this.prototypes = new double[prototypes.rows()][prototypes.dimension()];
    for (int j = 0; j < this.prototypes.length; j++) {
      prototypes.read(j, this.prototypes[j]);
    }
  }

  /** Returns whether the softmax is taken of that cost. */
  public static boolean takes(GroundCost cost) {
    return cost.equals(GroundCost.INNER_PRODUCT) || cost.equals(GroundCost.SQUARED_EUCLIDEAN);
  }

  /** Returns the cost between the longer points. */
  public GroundCost productCost() {
    return GroundCost.INNER_PRODUCT;
  }

  /** Returns how many coordinates the longer points have. */
  public int dimension() {
    return prototypes[0].length + (cost.equals(GroundCost.INNER_PRODUCT) ? 1 : 2);
  }

  /** Returns the prototypes as longer points, with the given weights. */
  public PointBlock columns(double[] weights) {
    int d = prototypes[0].length;
    double[] coordinates = new double[prototypes.length * dimension()];
    for (int j = 0; j < prototypes.length; j++) {
      int at = j * dimension();
      System.arraycopy(prototypes[j], 0, coordinates, at, d);
      coordinates[at + d] = 1;
      if (cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
        coordinates[at + d + 1] = -dot(prototypes[j], prototypes[j]);
      }
    }
    return PointBlock.of(0, dimension(), coordinates, weights);
  }

  /** Returns the rows of a block as longer points; {@code O(rows K d)}. */
  public PointBlock rows(PointBlock block) {
    int d = prototypes[0].length;
    double[] coordinates = new double[Math.multiplyExact(block.rows(), dimension())];
    double[] x = new double[d];
    for (int i = 0; i < block.rows(); i++) {
      int at = i * dimension();
      block.read(i, x);
      double term = logSum(x);
      for (int k = 0; k < d; k++) {
        coordinates[at + k] = cost.equals(GroundCost.INNER_PRODUCT) ? x[k] : 2 * x[k];
      }
      coordinates[at + d] = -term;
      if (cost.equals(GroundCost.SQUARED_EUCLIDEAN)) {
        coordinates[at + d] -= dot(x, x);
        coordinates[at + d + 1] = 1;
      }
    }
    return PointBlock.of(block.index(), dimension(), coordinates, block.weights());
  }

  private double logSum(double[] x) {
    double highest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (double[] y : prototypes) {
      double logit = -cost.between(x, y);
      if (logit > highest) {
        sum = sum * Math.exp(highest - logit) + 1;
        highest = logit;
      } else {
        sum += Math.exp(logit - highest);
      }
    }
    return highest + Math.log(sum);
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += x[k] * y[k];
    }
    return sum;
  }
}
